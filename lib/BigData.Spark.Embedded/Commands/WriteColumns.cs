using BigData.DuckDb;
using BigData.Spark.Embedded.Functions;
using BigData.Spark.Embedded.Plans;
using BigData.Spark.Embedded.Sources;
using BigData.Spark.Errors;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Commands;

/// <summary>Brings rows into the shape of a table: columns in the table's order, missing ones null.</summary>
internal static class WriteColumns
{
    /// <summary>The rows with exactly the columns of the table.</summary>
    /// <param name="input">The rows.</param>
    /// <param name="data">Their schema.</param>
    /// <param name="table">The table's schema.</param>
    /// <param name="matching">How columns meet.</param>
    /// <param name="name">The table as messages name it.</param>
    internal static Relation Arrange(Relation input, StructType data, StructType table, WriteMatching matching, string name)
    {
        Relation source = matching == WriteMatching.ByPosition ? ByPosition(input, data, table, name) : input;
        StructType columns = matching == WriteMatching.ByPosition ? Renamed(data, table) : data;
        return new Project(source, [.. table.Fields.Select(field => (Expression)new Alias(Value(field, columns, matching, name), [field.Name]))]);
    }

    /// <summary>The rows with one more column that says whether a condition holds for them.</summary>
    internal static Relation WithCondition(Relation rows, Expression condition) =>
        new Project(rows, [new Star(default), new Alias(condition, ["__bigdata_holds"])]);

    /// <summary>SQL that names the columns as the table does.</summary>
    /// <param name="sql">A query whose columns are those of the table, in order; with <paramref name="violation"/> one more that must be true.</param>
    /// <param name="table">The table's schema.</param>
    /// <param name="violation">SQL that raises the error of a row for which the last column is not true; null when there is none.</param>
    internal static string Named(string sql, StructType table, string? violation = null)
    {
        IEnumerable<string> columns = table.Fields.Select((field, i) =>
        {
            string column = TableScan.ColumnName(i);
            string value = i == 0 && violation is not null ? $"CASE WHEN {TableScan.ColumnName(table.Count)} IS NOT TRUE THEN {violation} ELSE {column} END" : column;
            return $"{value} AS {DuckDbSql.Identifier(field.Name)}";
        });
        string names = string.Join(", ", Enumerable.Range(0, table.Count + (violation is null ? 0 : 1)).Select(TableScan.ColumnName));
        return $"SELECT {string.Join(", ", columns)} FROM ({sql}) AS q({names})";
    }

    /// <summary>SQL that raises an error of Spark when it is evaluated.</summary>
    internal static string Raise(string errorClass, params ReadOnlySpan<(string Name, string Value)> parameters) =>
        RuntimeErrors.Raise(errorClass, parameters).Replace("{{", "{", StringComparison.Ordinal).Replace("}}", "}", StringComparison.Ordinal);

    private static Expression Value(StructField field, StructType data, WriteMatching matching, string name)
    {
        int index = data.IndexOf(field.Name, ignoreCase: true);
        if (index < 0)
        {
            return field.IsNullable
                ? new Cast(new Literal(DataTypes.Null, null), field.DataType)
                : throw SparkErrors.Create("DELTA_MISSING_NOT_NULL_COLUMN_VALUE", ("columnName", field.Name));
        }

        StructField given = data[index];
        UnresolvedAttribute column = new([given.Name]);
        if (DeltaSchemas.SameType(field.DataType, given.DataType))
        {
            return column;
        }

        if (matching == WriteMatching.ByNameExact)
        {
            throw DeltaSchemas.Incompatible(field, given);
        }

        return IsAssignable(given.DataType, field.DataType)
            ? new Cast(column, field.DataType, CastMode.Ansi)
            : throw SparkErrors.Create(
                "INCOMPATIBLE_DATA_FOR_TABLE.CANNOT_SAFELY_CAST", ("tableName", name), ("colName", $"`{field.Name}`"),
                ("srcType", $"\"{given.DataType.Sql}\""), ("targetType", $"\"{field.DataType.Sql}\""));
    }

    // Spark's store assignment in ANSI mode: numbers to numbers, dates to timestamps, anything to text, text to nothing else.
    private static bool IsAssignable(DataType from, DataType to) => (from, to) switch
    {
        (NullType, _) => true,
        (_, StringType) => from is not (ArrayType or MapType or StructType or BinaryType),
        (StringType or BooleanType, _) => false,
        (DateType or TimestampType or TimestampNtzType, DateType or TimestampType or TimestampNtzType) => true,
        (ByteType or ShortType or IntegerType or LongType or FloatType or DoubleType or DecimalType,
            ByteType or ShortType or IntegerType or LongType or FloatType or DoubleType or DecimalType) => true,
        _ => false,
    };

    private static ToDF ByPosition(Relation input, StructType data, StructType table, string name)
    {
        if (data.Count == table.Count)
        {
            return new ToDF(input, [.. table.FieldNames]);
        }

        string kind = data.Count < table.Count ? "NOT_ENOUGH_DATA_COLUMNS" : "TOO_MANY_DATA_COLUMNS";
        throw SparkErrors.Create(
            "INSERT_COLUMN_ARITY_MISMATCH." + kind, ("tableName", name), ("tableColumns", Names(table)), ("dataColumns", Names(data)));
    }

    private static StructType Renamed(StructType data, StructType table) =>
        new(data.Fields.Zip(table.Fields).Select(pair => pair.First with { Name = pair.Second.Name }));

    private static string Names(StructType schema) => string.Join(", ", schema.FieldNames.Select(name => $"`{name}`"));
}
