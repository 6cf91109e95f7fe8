using System.Collections;
using System.Globalization;
using System.Text;
using BigData.Spark.Arrow;
using BigData.Spark.Errors;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Sql;

/// <summary>
/// One row of a frame: values by position, and by name when it has a schema. Rows are equal when their values are; lists,
/// maps and bytes count by content.
/// </summary>
/// <remarks>
/// Values come as .NET's own types: integers as <see cref="sbyte"/> to <see cref="long"/>, <c>decimal</c> as
/// <see cref="decimal"/> or, where that cannot hold it, <see cref="SparkDecimal"/>; <c>timestamp</c> as a UTC
/// <see cref="DateTimeOffset"/>, <c>timestamp_ntz</c> as a <see cref="DateTime"/> of unspecified kind, <c>date</c> as
/// <see cref="DateOnly"/>, <c>binary</c> as <c>byte[]</c>, arrays as <c>object?[]</c>, maps as an ordered dictionary, structs
/// as <see cref="Row"/>; NULL as null.
/// </remarks>
public sealed class Row : IEquatable<Row>
{
    private readonly object?[] _values;

    /// <summary>Makes a row without a schema, for data that gets one in <c>CreateDataFrame</c>.</summary>
    /// <param name="values">The values in order; null stands for NULL.</param>
    public Row(params object?[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        _values = values;
    }

    /// <summary>Makes a row of a schema.</summary>
    /// <param name="values">One value for each field; they are not checked against its type.</param>
    /// <param name="schema">Names and types of the values.</param>
    /// <exception cref="ArgumentException">There are more or fewer values than fields.</exception>
    public Row(IEnumerable<object?> values, StructType schema)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(schema);
        _values = [.. values];
        Schema = schema;
        if (_values.Length != schema.Count)
        {
            throw new ArgumentException($"There are {_values.Length} values for {schema.Count} fields: {string.Join(", ", schema.FieldNames)}.", nameof(values));
        }
    }

    internal Row(object?[] values, StructType schema)
    {
        _values = values;
        Schema = schema;
    }

    /// <summary>Names and types of the values; null for a row that was made without.</summary>
    public StructType? Schema { get; }

    /// <summary>The values in order.</summary>
    public IReadOnlyList<object?> Values => _values;

    /// <summary>The count of values.</summary>
    public int Count => _values.Length;

    /// <summary>The value at a position.</summary>
    /// <param name="index">The position from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such position.</exception>
    public object? this[int index] => Get(index);

    /// <summary>The value of a field.</summary>
    /// <param name="name">The field's name; case counts.</param>
    /// <exception cref="SparkException">The row has no schema, no such field, or more than one.</exception>
    public object? this[string name] => Get(name);

    /// <summary>The count of values.</summary>
    /// <returns>The count.</returns>
    public int Size() => _values.Length;

    /// <summary>The value at a position.</summary>
    /// <param name="index">The position from 0.</param>
    /// <returns>The value; null for NULL.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such position.</exception>
    public object? Get(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, _values.Length);
        return _values[index];
    }

    /// <summary>The value of a field.</summary>
    /// <param name="name">The field's name; case counts.</param>
    /// <returns>The value; null for NULL.</returns>
    /// <exception cref="SparkException">The row has no schema, no such field, or more than one.</exception>
    public object? Get(string name) => _values[FieldIndex(name)];

    /// <summary>The value at a position as a type: its own, a wider number, a nullable, a list, dictionary or record.</summary>
    /// <typeparam name="T">The wanted type.</typeparam>
    /// <param name="index">The position from 0.</param>
    /// <returns>The value.</returns>
    /// <exception cref="SparkException">The value is NULL and the type takes none, or the type cannot hold it without loss.</exception>
    public T GetAs<T>(int index)
    {
        object? value = Get(index);
        if (value is T exact)
        {
            return exact;
        }

        string name = Schema?[index].Name ?? index.ToString(CultureInfo.InvariantCulture);
        try
        {
            DataType type = Schema?[index].DataType ?? DataTypes.Null;
            return (T)ValueConverter.CreateNullable(type, typeof(T), allowNull: true)(value)!;
        }
        catch (ArrowValueException error)
        {
            throw error.With("type", ValueConverter.Name(typeof(T))).With("member", $"GetAs<{ValueConverter.Name(typeof(T))}>").InCell(0, name);
        }
    }

    /// <summary>The value of a field as a type: its own, a wider number, a nullable, a list, dictionary or record.</summary>
    /// <typeparam name="T">The wanted type.</typeparam>
    /// <param name="name">The field's name; case counts.</param>
    /// <returns>The value.</returns>
    /// <exception cref="SparkException">There is no such field, the value is NULL and the type takes none, or the type cannot hold it.</exception>
    public T GetAs<T>(string name) => GetAs<T>(FieldIndex(name));

    /// <summary>Whether the value at a position is NULL.</summary>
    /// <param name="index">The position from 0.</param>
    /// <returns>Whether it is NULL.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such position.</exception>
    public bool IsNullAt(int index) => Get(index) is null;

    /// <summary>The position of a field.</summary>
    /// <param name="name">The field's name; case counts.</param>
    /// <returns>The position from 0.</returns>
    /// <exception cref="SparkException">The row has no schema, no such field, or more than one.</exception>
    public int FieldIndex(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (Schema is null)
        {
            throw SparkErrors.Create("UNSUPPORTED_CALL.FIELD_INDEX", ("methodName", "FieldIndex"), ("className", nameof(Row)), ("fieldName", $"`{name}`"));
        }

        int index = Schema.IndexOf(name);
        if (index < 0)
        {
            throw SparkErrors.Create("FIELD_NOT_FOUND", ("fieldName", $"`{name}`"), ("fields", string.Join(", ", Schema.FieldNames.Select(n => $"`{n}`"))));
        }

        int count = Schema.Fields.Count(f => f.Name == name);
        return count == 1 ? index : throw SparkErrors.Create("AMBIGUOUS_REFERENCE_TO_FIELDS", ("field", $"`{name}`"), ("count", $"{count}"));
    }

    /// <inheritdoc/>
    public bool Equals(Row? other) => other is not null && ValueEquality.Instance.Equals(_values, other._values);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Row);

    /// <inheritdoc/>
    public override int GetHashCode() => ValueEquality.Instance.GetHashCode(_values);

    /// <summary>The values between brackets, such as <c>[1,a,null]</c>.</summary>
    /// <returns>The text, in the invariant culture.</returns>
    public override string ToString() => Append(new StringBuilder(), this).ToString();

    private static StringBuilder Append(StringBuilder text, object? value) => value switch
    {
        null => text.Append("null"),
        Row row => Join(text.Append('['), row._values).Append(']'),
        bool flag => text.Append(flag ? "true" : "false"),
        byte[] bytes => text.Append("0x").Append(Convert.ToHexString(bytes)),
        DateOnly date => text.Append(date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        DateTimeOffset time => text.Append(time.ToString("yyyy-MM-dd HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture)),
        DateTime time => text.Append(time.ToString("yyyy-MM-dd HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture)),
        IDictionary map => AppendMap(text, map),
        IEnumerable list and not string => Join(text.Append('('), list).Append(')'),
        _ => text.Append(Convert.ToString(value, CultureInfo.InvariantCulture)),
    };

    private static StringBuilder Join(StringBuilder text, IEnumerable values)
    {
        bool first = true;
        foreach (object? value in values)
        {
            Append(first ? text : text.Append(','), value);
            first = false;
        }

        return text;
    }

    private static StringBuilder AppendMap(StringBuilder text, IDictionary map)
    {
        text.Append('{');
        bool first = true;
        foreach (DictionaryEntry entry in map)
        {
            Append(first ? text : text.Append(", "), entry.Key).Append(" -> ");
            Append(text, entry.Value);
            first = false;
        }

        return text.Append('}');
    }
}
