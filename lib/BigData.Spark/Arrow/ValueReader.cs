using Apache.Arrow;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Arrow;

/// <summary>Reads the values of one array as .NET values; nothing is rounded, cut or wrapped.</summary>
internal abstract class ValueReader(IArrowArray array)
{
    public int Length { get; } = array.Length;

    public bool IsNull(int index) => array.IsNull(index);

    /// <summary>The value at an index; null for a null.</summary>
    /// <exception cref="ArrowValueException">.NET's type for it cannot hold the value.</exception>
    public object? Get(int index) => array.IsNull(index) ? null : Value(index);

    /// <summary>The value at an index that is not null.</summary>
    protected abstract object? Value(int index);

    /// <summary>A reader for an array of a Spark type.</summary>
    /// <param name="array">The values; already checked.</param>
    /// <param name="type">What they are to Spark.</param>
    /// <exception cref="ArrowValueException">The array is not of a kind that the type can arrive as.</exception>
    public static ValueReader Create(IArrowArray array, DataType type) => type switch
    {
        NullType => new NullReader(array),
        UserDefinedType udt => Create(array, udt.SqlType),
        ArrayType list => ListReader.Create(array, list),
        MapType map when array is MapArray maps => new MapReader(maps, map),
        StructType row when array is StructArray structs => new StructReader(structs, row),
        _ => ScalarReaders.Create(array, type),
    };
}
