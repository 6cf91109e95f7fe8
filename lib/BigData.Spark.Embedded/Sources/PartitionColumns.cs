using System.Globalization;
using BigData.DuckDb;
using BigData.Spark.Embedded.Executing;
using BigData.Spark.Errors;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Sources;

/// <summary>Columns that folders <c>name=value</c> give: their names, the types that Spark infers, and the constants of each file.</summary>
internal sealed class PartitionColumns
{
    private PartitionColumns(IReadOnlyList<StructField> fields) => Fields = fields;

    internal IReadOnlyList<StructField> Fields { get; }

    /// <exception cref="Sql.SparkException">Files lie in folders of different partition columns.</exception>
    internal static PartitionColumns Infer(IReadOnlyList<SourceFile> files, StructType? given, SessionConf conf)
    {
        if (files.Count == 0 || files[0].Partitions.Count == 0)
        {
            return files.FirstOrDefault(file => file.Partitions.Count > 0) is { } odd ? throw Conflict(files[0], odd) : new PartitionColumns([]);
        }

        string[] names = [.. files[0].Partitions.Select(partition => partition.Key)];
        SourceFile? other = files.FirstOrDefault(file => !file.Partitions.Select(partition => partition.Key).SequenceEqual(names, StringComparer.OrdinalIgnoreCase));
        if (other is not null)
        {
            throw Conflict(files[0], other);
        }

        bool infer = conf.Flag("spark.sql.sources.partitionColumnTypeInference.enabled");
        return new PartitionColumns([.. names.Select((name, i) =>
            new StructField(name, Given(given, name) ?? (infer ? InferType(files.Select(file => file.Partitions[i].Value)) : DataTypes.String)))]);
    }

    internal bool Contains(string name) => Fields.Any(field => string.Equals(field.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The values of a file as SQL constants.</summary>
    internal IReadOnlyList<string> Constants(SourceFile file) => [.. Fields.Select((field, i) => Constant(file.Partitions[i].Value, field.DataType))];

    internal static string Constant(string? value, DataType type) =>
        value is null ? $"CAST(NULL AS {DuckDbTypes.Name(type)})" : $"CAST({DuckDbSql.Literal(value)} AS {DuckDbTypes.Name(type)})";

    private static DataType? Given(StructType? schema, string name) =>
        schema is not null && schema.IndexOf(name, ignoreCase: true) is var index and >= 0 ? schema[index].DataType : null;

    private static DataType InferType(IEnumerable<string?> values)
    {
        string[] present = [.. values.OfType<string>().Distinct(StringComparer.Ordinal)];
        if (present.Length == 0)
        {
            return DataTypes.String;
        }

        return present.All(value => int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)) ? DataTypes.Integer
            : present.All(value => long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)) ? DataTypes.Long
            : present.All(IsDouble) ? DataTypes.Double
            : present.All(value => DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)) ? DataTypes.Date
            : present.All(IsTimestamp) ? DataTypes.Timestamp
            : DataTypes.String;
    }

    private static bool IsDouble(string value) => double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out _)
        && (char.IsAsciiDigit(value[^1]) || value[^1] == '.');

    private static bool IsTimestamp(string value) => DateTime.TryParseExact(
        value, ["yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm:ss.FFFFFF"], CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    private static Sql.SparkException Conflict(SourceFile left, SourceFile right) => SparkErrors.Create(
        "CONFLICTING_DIRECTORY_STRUCTURES", ("discoveredBasePaths", $"{FileUris.ToUri(left.Path)}\n{FileUris.ToUri(right.Path)}"));
}
