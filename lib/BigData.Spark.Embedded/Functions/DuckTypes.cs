using BigData.DuckDb;
using BigData.Spark.Embedded.Resolving;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Functions;

/// <summary>DuckDB's types for Spark's.</summary>
internal static class DuckTypes
{
    /// <summary>DuckDB's text of the type.</summary>
    /// <exception cref="Spark.Sql.SparkUnsupportedOperationException">DuckDB has no such type.</exception>
    public static string Name(DataType type) => type switch
    {
        BooleanType => "BOOLEAN",
        ByteType => "TINYINT",
        ShortType => "SMALLINT",
        IntegerType => "INTEGER",
        LongType => "BIGINT",
        FloatType => "FLOAT",
        DoubleType => "DOUBLE",
        DecimalType d => FormattableString.Invariant($"DECIMAL({d.Precision},{d.Scale})"),
        StringType or CharType or VarcharType => "VARCHAR",
        BinaryType => "BLOB",
        DateType => "DATE",
        TimestampType => "TIMESTAMPTZ",
        TimestampNtzType => "TIMESTAMP",
        TimeType => "TIME",
        DayTimeIntervalType or YearMonthIntervalType or CalendarIntervalType => "INTERVAL",
        NullType => "INTEGER",
        ArrayType array => Name(array.ElementType) + "[]",
        MapType map => $"MAP({Name(map.KeyType)}, {Name(map.ValueType)})",
        StructType { Count: > 0 } fields => $"STRUCT({string.Join(", ", fields.Fields.Select(f => $"{DuckDbSql.Identifier(f.Name)} {Name(f.DataType)}"))})",
        UserDefinedType udt => Name(udt.SqlType),
        StructType => throw AnalysisErrors.UnsupportedType("struct<>", "DuckDB has no struct without fields."),
        _ => throw AnalysisErrors.UnsupportedType(type.SimpleString, "DuckDB has no such type."),
    };

    /// <summary>The text of the type for use in a template.</summary>
    public static string Template(DataType type) => Resolved.SqlTemplate.Escape(Name(type));
}
