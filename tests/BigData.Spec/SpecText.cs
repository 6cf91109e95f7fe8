using System.Collections;
using System.Globalization;
using BigData.Spark.Sql;
using BigData.Spark.Sql.Types;

namespace BigData.Spec;

/// <summary>Values, rows and schemas as the short text that the suites state.</summary>
public static class SpecText
{
    /// <summary>A schema such as <c>a:int,b:string</c>.</summary>
    public static string Schema(StructType schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        return string.Join(',', schema.Fields.Select(f => $"{f.Name}:{f.DataType.SimpleString}"));
    }

    /// <summary>A row such as <c>1 | x | NULL</c>.</summary>
    public static string Row(Row row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return string.Join(" | ", row.Values.Select(Value));
    }

    /// <summary>A value; NULL for null.</summary>
    public static string Value(object? value) => value switch
    {
        null => "NULL",
        string text => text,
        bool flag => flag ? "true" : "false",
        byte[] bytes => $"X'{Convert.ToHexString(bytes)}'",
        Row row => $"{{{string.Join(", ", row.Values.Select(Value))}}}",
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTimeOffset time => time.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFzzz", CultureInfo.InvariantCulture),
        DateTime time => time.ToString("yyyy-MM-dd HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture),
        IDictionary map => $"{{{string.Join(", ", map.Keys.Cast<object>().Select(key => $"{Value(key)} -> {Value(map[key])}"))}}}",
        IList list => $"[{string.Join(", ", list.Cast<object?>().Select(Value))}]",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? string.Empty,
    };

    /// <summary>The schema of simple columns, such as <c>a:int,b:string</c>.</summary>
    public static StructType ParseSchema(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new StructType(text.Split(';').Select(field => field.Split(':')).Select(parts => new StructField(parts[0], TypeOf(parts[1]))));
    }

    private static DataType TypeOf(string name) => name switch
    {
        "boolean" => DataTypes.Boolean,
        "int" => DataTypes.Integer,
        "bigint" => DataTypes.Long,
        "double" => DataTypes.Double,
        "string" => DataTypes.String,
        "date" => DataTypes.Date,
        "timestamp" => DataTypes.Timestamp,
        "decimal(10,2)" => DataTypes.Decimal(10, 2),
        "array<int>" => new ArrayType(DataTypes.Integer),
        "array<string>" => new ArrayType(DataTypes.String),
        "map<string,int>" => new MapType(DataTypes.String, DataTypes.Integer),
        _ => throw new ArgumentException($"The suites have no type '{name}'.", nameof(name)),
    };
}
