using BigData.Spark.Embedded.Sources.Csv;
using BigData.Spark.Embedded.Sources.Delta;
using BigData.Spark.Embedded.Sources.Json;
using BigData.Spark.Embedded.Sources.Parquet;
using BigData.Spark.Embedded.Sources.Text;
using BigData.Spark.Errors;

namespace BigData.Spark.Embedded.Sources;

/// <summary>The formats that the embedded engine reads.</summary>
internal static class SourceFormats
{
    private static readonly IFileFormat[] All = [new CsvFormat(), new DeltaFormat(), new JsonFormat(), new ParquetFormat(), new TextFormat()];

    /// <exception cref="Sql.SparkException">DATA_SOURCE_NOT_FOUND.</exception>
    internal static IFileFormat Find(string name)
    {
        string key = name.ToLowerInvariant();
        foreach (IFileFormat format in All)
        {
            if (format.Names.Contains(key))
            {
                return format;
            }
        }

        throw SparkErrors.Create("DATA_SOURCE_NOT_FOUND", ("provider", name));
    }
}
