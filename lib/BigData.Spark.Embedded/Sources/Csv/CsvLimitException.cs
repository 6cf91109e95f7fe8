namespace BigData.Spark.Embedded.Sources.Csv;

/// <summary>A record breaks a limit of the reader's options.</summary>
internal sealed class CsvLimitException : Exception
{
    public CsvLimitException(string message)
        : base(message)
    {
    }
}
