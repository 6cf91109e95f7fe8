namespace BigData.Spark.Arrow;

/// <summary>Arrow bytes that do not say what they claim; the caller adds where they came from.</summary>
internal sealed class ArrowFormatException : Exception
{
    public ArrowFormatException()
    {
    }

    public ArrowFormatException(string message)
        : base(message)
    {
    }

    public ArrowFormatException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    internal static ArrowFormatException Because(string problem) => new($"The Arrow data is damaged: {problem}.");
}
