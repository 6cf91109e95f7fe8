using System.Text;

namespace BigData.Spark.Sql.Types;

/// <summary>A row type: an ordered list of named fields. Names may repeat; looking one up ignores case only where said.</summary>
public sealed record StructType : DataType
{
    private const int MaxFieldsInSimpleString = 25;
    private readonly StructField[] _fields;

    /// <summary>Makes a row type.</summary>
    /// <param name="fields">The fields in order; may be empty.</param>
    public StructType(IEnumerable<StructField> fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        _fields = [.. fields];
    }

    /// <summary>Makes a row type.</summary>
    /// <param name="fields">The fields in order.</param>
    public StructType(params StructField[] fields)
        : this((IEnumerable<StructField>)fields)
    {
    }

    /// <summary>The fields in order.</summary>
    public IReadOnlyList<StructField> Fields => _fields;

    /// <summary>The names of the fields in order.</summary>
    public IReadOnlyList<string> FieldNames => Array.ConvertAll(_fields, f => f.Name);

    /// <summary>The count of fields.</summary>
    public int Count => _fields.Length;

    /// <inheritdoc/>
    public override string TypeName => "struct";

    /// <inheritdoc/>
    public override string SimpleString => Count <= MaxFieldsInSimpleString
        ? $"struct<{string.Join(',', _fields.Select(f => $"{f.Name}:{f.DataType.SimpleString}"))}>"
        : CutSimpleString();

    /// <inheritdoc/>
    public override string CatalogString => $"struct<{string.Join(',', _fields.Select(f => $"{f.Name}:{f.DataType.CatalogString}"))}>";

    /// <inheritdoc/>
    public override string Sql => $"STRUCT<{string.Join(", ", _fields.Select(f => f.Sql))}>";

    /// <summary>The fields as DDL: <c>a INT,b STRING NOT NULL</c>.</summary>
    public string Ddl => string.Join(',', _fields.Select(f => f.Ddl));

    /// <summary>The field at a position.</summary>
    /// <param name="index">The position from 0.</param>
    public StructField this[int index] => _fields[index];

    /// <summary>The first field of a name, compared exactly.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="ArgumentException">There is no such field.</exception>
    public StructField this[string name] => IndexOf(name) is var index and >= 0
        ? _fields[index]
        : throw new ArgumentException($"Field `{name}` not found; the fields are: {string.Join(", ", FieldNames)}.", nameof(name));

    /// <summary>Reads Spark's JSON of a row type.</summary>
    /// <param name="json">JSON as <see cref="DataType.Json"/> writes it.</param>
    /// <returns>The row type.</returns>
    /// <exception cref="SparkException">The text is not the JSON of a struct.</exception>
    public static new StructType FromJson(string json) => DataType.FromJson(json) as StructType
        ?? throw DataTypeJson.Invalid(json, "a struct");

    /// <summary>The position of the first field of a name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="ignoreCase">Whether letters differ by case.</param>
    /// <returns>The position, or -1.</returns>
    public int IndexOf(string name, bool ignoreCase = false) => Array.FindIndex(
        _fields,
        field => string.Equals(field.Name, name, ignoreCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal));

    /// <summary>The same row type with one more field at its end.</summary>
    /// <param name="field">The field.</param>
    /// <returns>A new row type.</returns>
    public StructType Add(StructField field) => new([.. _fields, field]);

    /// <summary>The same row type with one more field at its end.</summary>
    /// <param name="name">The name.</param>
    /// <param name="dataType">The type.</param>
    /// <param name="isNullable">Whether a value may be null.</param>
    /// <param name="comment">The column's comment, or null.</param>
    /// <returns>A new row type.</returns>
    public StructType Add(string name, DataType dataType, bool isNullable = true, string? comment = null)
    {
        StructField field = new(name, dataType, isNullable);
        return Add(comment is null ? field : field.WithComment(comment));
    }

    /// <summary>The tree that <c>PrintSchema</c> writes; ends with a line break.</summary>
    /// <param name="level">How many levels are shown; all by default.</param>
    /// <returns>The tree as text.</returns>
    public string TreeString(int level = int.MaxValue) => SchemaTree.Format(this, level);

    /// <summary>Whether both have equal fields in the same order.</summary>
    /// <param name="other">The other row type.</param>
    /// <returns>True if they are equal.</returns>
    public bool Equals(StructType? other) => other is not null && _fields.AsSpan().SequenceEqual(other._fields);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        foreach (StructField field in _fields)
        {
            hash.Add(field);
        }

        return hash.ToHashCode();
    }

    private string CutSimpleString()
    {
        StringBuilder text = new("struct<");
        const int shown = MaxFieldsInSimpleString - 1;
        for (int i = 0; i < shown; i++)
        {
            text.Append(_fields[i].Name).Append(':').Append(_fields[i].DataType.SimpleString).Append(',');
        }

        return text.Append("... ").Append(Count - shown).Append(" more fields>").ToString();
    }
}
