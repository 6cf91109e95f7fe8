using BigData.DuckDb;

namespace BigData.Delta.DuckDb;

/// <summary>Rows to write: a query and the session that runs it.</summary>
/// <param name="Session">A session without an open reader; it is used alone until the write ends.</param>
/// <param name="Sql">One query. Its columns are found by name, without regard to case; others are left out.</param>
public sealed record DuckDbRows(DuckDbSession Session, string Sql);

/// <summary>Rows of data files as SQL, for use in a FROM clause: <c>SELECT … FROM (Sql) AS t</c>.</summary>
/// <param name="Sql">One query without parameters.</param>
public sealed record DuckDbRelation(string Sql);

/// <summary>Columns of a scan beside those of the table, by the names they get; null leaves a column out.</summary>
public sealed record DataFileScanOptions
{
    /// <summary>BIGINT: which file the row is of, its index into the request's files.</summary>
    public string? FileIndexColumn { get; init; }

    /// <summary>BIGINT: the row's number in its file, from 0.</summary>
    public string? RowNumberColumn { get; init; }

    /// <summary>VARCHAR: the file's absolute path.</summary>
    public string? FilePathColumn { get; init; }
}

/// <summary>A column that the schema declares NOT NULL got a null. No file of the write is part of a table.</summary>
public sealed class NotNullViolationException : Exception
{
    /// <summary>Creates an error without a column.</summary>
    public NotNullViolationException()
        : this("a column")
    {
    }

    /// <summary>Creates an error.</summary>
    /// <param name="column">The column's name.</param>
    public NotNullViolationException(string column)
        : this(column, null)
    {
    }

    /// <summary>Creates an error with its cause.</summary>
    /// <param name="column">The column's name.</param>
    /// <param name="innerException">The cause, or null.</param>
    public NotNullViolationException(string column, Exception? innerException)
        : base($"Column '{column}' is declared NOT NULL, but a row to be written has no value for it. Filter such rows out, or give them a value.", innerException)
    {
        Column = column;
    }

    /// <summary>The column's name.</summary>
    public string Column { get; }
}
