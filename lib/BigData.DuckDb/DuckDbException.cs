namespace BigData.DuckDb;

/// <summary>DuckDB refused or failed a statement. <see cref="Exception.InnerException"/> is the exception of our own source or function, when that was the cause.</summary>
public sealed class DuckDbException : Exception
{
    /// <summary>Creates an error without details.</summary>
    public DuckDbException()
        : this("DuckDB failed without a message.")
    {
    }

    /// <summary>Creates an error from a plain message.</summary>
    /// <param name="message">What failed.</param>
    public DuckDbException(string message)
        : this(message, null)
    {
    }

    /// <summary>Creates an error from a plain message and its cause.</summary>
    /// <param name="message">What failed.</param>
    /// <param name="innerException">The cause, or null.</param>
    public DuckDbException(string message, Exception? innerException)
        : base(message, innerException)
    {
        ErrorClass = "Invalid";
    }

    internal DuckDbException(DuckDbError error, string? sql, Exception? innerException)
        : base(error.Message, innerException)
    {
        ErrorClass = error.ErrorClass;
        Subtype = error.Subtype;
        Position = error.Position;
        ObjectName = error.ObjectName;
        Candidates = error.Candidates;
        Sql = sql;
    }

    /// <summary>DuckDB's class of error: <c>Parser</c>, <c>Binder</c>, <c>Catalog</c>, <c>Conversion</c>, <c>Out of Range</c>, <c>Invalid Input</c>, <c>Out of Memory</c>, <c>IO</c> …</summary>
    public string ErrorClass { get; }

    /// <summary>DuckDB's subtype, such as <c>COLUMN_NOT_FOUND</c> or <c>MISSING_ENTRY</c>; null when it tells none.</summary>
    public string? Subtype { get; }

    /// <summary>Zero-based position in the statement, in bytes of UTF-8; null when DuckDB tells none.</summary>
    public int? Position { get; }

    /// <summary>The name that the error is about; null when DuckDB tells none.</summary>
    public string? ObjectName { get; }

    /// <summary>Names that were meant perhaps; empty when DuckDB tells none.</summary>
    public IReadOnlyList<string> Candidates { get; } = [];

    /// <summary>The SQL that was run; null when the error is not about a statement.</summary>
    public string? Sql { get; }
}
