namespace BigData.Delta;

/// <summary>What went wrong with a Delta table.</summary>
public enum DeltaErrorKind
{
    /// <summary>No Delta table at the path.</summary>
    TableNotFound,

    /// <summary>A Delta table is at the path already.</summary>
    TableExists,

    /// <summary>The version or time asked for is not in the log.</summary>
    VersionNotFound,

    /// <summary>A file of the log is damaged or missing.</summary>
    CorruptLog,

    /// <summary>The table needs a feature that this library lacks.</summary>
    UnsupportedFeature,

    /// <summary>A commit did not record its row changes, or its rows do not fit the columns of the table any more.</summary>
    ChangesNotRecorded,

    /// <summary>A column has a name that the change data feed needs for itself.</summary>
    ReservedColumn,

    /// <summary>The schema is invalid or may not become the one asked for.</summary>
    InvalidSchema,

    /// <summary>Rows would be removed from a table that only takes new ones (<c>delta.appendOnly</c>).</summary>
    AppendOnly,

    /// <summary>A new row has a null in a column that is NOT NULL.</summary>
    NotNullViolated,

    /// <summary>The transaction holds actions that do not fit together.</summary>
    InvalidTransaction,

    /// <summary>The file system refused (full, no rights, no hard links …).</summary>
    Storage,
}

/// <summary>An error of a Delta table: the data is wrong, the table needs more than this library has, or the storage refused.</summary>
/// <remarks>Losing a race is no error: see <see cref="Transactions.CommitResult"/>.</remarks>
public class DeltaException : Exception
{
    internal DeltaException(DeltaErrorKind kind, string message, IReadOnlyDictionary<string, string> parameters, Exception? inner = null)
        : base(message, inner)
    {
        Kind = kind;
        Parameters = parameters;
    }

    /// <summary>What went wrong.</summary>
    public DeltaErrorKind Kind { get; }

    /// <summary>The values that the message names, for example <c>path</c> and <c>version</c>.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; }
}

/// <summary>What a program wants to do with a table.</summary>
public enum DeltaAccess
{
    /// <summary>Read it.</summary>
    Read,

    /// <summary>Write it.</summary>
    Write,
}

/// <summary>The table needs features that this library lacks.</summary>
public sealed class DeltaUnsupportedFeatureException : DeltaException
{
    internal DeltaUnsupportedFeatureException(DeltaAccess access, IReadOnlyList<string> features, string message, IReadOnlyDictionary<string, string> parameters)
        : base(DeltaErrorKind.UnsupportedFeature, message, parameters)
    {
        Access = access;
        Features = features;
    }

    /// <summary>What was tried.</summary>
    public DeltaAccess Access { get; }

    /// <summary>Names of the missing features as the protocol has them.</summary>
    public IReadOnlyList<string> Features { get; }
}
