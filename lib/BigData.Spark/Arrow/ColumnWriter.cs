using Apache.Arrow;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Arrow;

/// <summary>Collects .NET values of one Spark type into an Arrow array.</summary>
internal abstract class ColumnWriter(DataType type, bool nullable)
{
    private readonly ArrowBuffer.BitmapBuilder _validity = new();

    protected DataType Type { get; } = type;

    protected int Count { get; private set; }

    protected int NullCount { get; private set; }

    /// <summary>Adds a value.</summary>
    /// <exception cref="ArrowValueException">The value is not of the type, does not fit it, or is null where none may be.</exception>
    public void Append(object? value)
    {
        if (value is null or DBNull)
        {
            if (!nullable)
            {
                throw ArrowValueException.OutOfRange("null", Type.SimpleString, "a column that takes no null", "Make the field nullable or give a value.");
            }

            AppendEmpty();
            NullCount++;
        }
        else
        {
            AppendValue(value);
        }

        _validity.Append(value is not null and not DBNull);
        Count++;
    }

    /// <summary>The array of what was added.</summary>
    public ArrayData Build() => BuildData(NullCount == 0 ? ArrowBuffer.Empty : _validity.Build());

    public static ColumnWriter Create(DataType type, bool nullable) => type switch
    {
        ArrayType array => new ListWriter(array, nullable),
        MapType map => new MapWriter(map, nullable),
        StructType row => new StructWriter(row, nullable),
        NullType => new NullWriter(),
        UserDefinedType udt => Create(udt.SqlType, nullable),
        _ => ScalarWriters.Create(type, nullable),
    };

    protected abstract void AppendValue(object value);

    /// <summary>Adds whatever stands in the place of a null.</summary>
    protected abstract void AppendEmpty();

    protected abstract ArrayData BuildData(ArrowBuffer validity);

    /// <summary>The error for a value of a wrong .NET type; it does not show the value.</summary>
    protected static ArrowValueException Wrong(object value, DataType type) => ArrowValueException.OutOfRange(
        $"of type {ValueConverter.Name(value.GetType())}", type.SimpleString, type.SimpleString, $"Give {ValueConverter.Name(ValueConverter.NaturalType(type))}.");
}
