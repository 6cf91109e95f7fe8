using BigData.Spark.Embedded.Sources.Csv;
using BigData.Spark.Errors;

namespace BigData.Spark.Embedded.Sources;

/// <summary>Names the file in errors of reading it.</summary>
internal static class FileReadGuard
{
    /// <exception cref="Sql.SparkException">FAILED_READ_FILE with what went wrong as the cause.</exception>
    public static T Run<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException or CsvLimitException or Sql.SparkException)
        {
            throw SparkErrors.Create("FAILED_READ_FILE.NO_HINT", [], e, ("path", FileUris.ToFullUri(path)));
        }
    }
}
