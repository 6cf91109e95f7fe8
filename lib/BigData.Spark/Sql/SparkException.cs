namespace BigData.Spark.Sql;

/// <summary>
/// A query, a setting or data was wrong, or the engine refused or failed. Both engines throw the same classes for the same
/// mistakes; <see cref="ErrorClass"/> tells them apart.
/// </summary>
public class SparkException : Exception
{
    /// <summary>Makes an exception without an error class.</summary>
    /// <param name="message">What is wrong and what to do.</param>
    /// <param name="innerException">The cause, or null.</param>
    public SparkException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    internal SparkException(SparkErrorInfo info)
        : base(info.Message, info.Cause)
    {
        ErrorClass = info.ErrorClass;
        SqlState = info.SqlState;
        MessageParameters = info.Parameters;
        QueryContext = info.Context;
        ServerStackTrace = info.ServerStackTrace;
    }

    /// <summary>The class of the error, such as <c>UNRESOLVED_COLUMN.WITH_SUGGESTION</c>; null if the engine gave none.</summary>
    public string? ErrorClass { get; }

    /// <summary>The SQLSTATE of five characters, such as <c>42703</c>; null if the engine gave none.</summary>
    public string? SqlState { get; }

    /// <summary>The values that the message speaks of, by name.</summary>
    public IReadOnlyDictionary<string, string> MessageParameters { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Where in the user's SQL text or calls the error lies; empty if unknown.</summary>
    public IReadOnlyList<QueryContext> QueryContext { get; } = [];

    /// <summary>The stack trace of the server, if it sent one.</summary>
    public string? ServerStackTrace { get; }
}

/// <summary>A place in a SQL text or in the calls that built a frame.</summary>
public sealed record QueryContext
{
    /// <summary>The kind of object that holds the text, such as <c>VIEW</c>; empty for the query itself.</summary>
    public string ObjectType { get; init; } = "";

    /// <summary>The name of the object that holds the text; empty for the query itself.</summary>
    public string ObjectName { get; init; } = "";

    /// <summary>The first character of the fragment, from 0; -1 if unknown.</summary>
    public int StartIndex { get; init; } = -1;

    /// <summary>The last character of the fragment, from 0; -1 if unknown.</summary>
    public int StopIndex { get; init; } = -1;

    /// <summary>The piece of text, or the name of the call.</summary>
    public string Fragment { get; init; } = "";

    /// <summary>The place in the user's program; empty if unknown.</summary>
    public string CallSite { get; init; } = "";

    /// <summary>A summary for people; several lines.</summary>
    public string Summary { get; init; } = "";
}
