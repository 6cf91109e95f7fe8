namespace BigData.Spark.Embedded.Resolving;

/// <summary>The settings of a session that change what a plan means.</summary>
internal sealed record ResolveOptions
{
    /// <summary><c>spark.sql.ansi.enabled</c>: invalid casts, overflow and division by zero are errors; else null (or a wrapped number).</summary>
    public bool Ansi { get; init; } = true;

    /// <summary><c>spark.sql.caseSensitive</c>: column names must agree in case.</summary>
    public bool CaseSensitive { get; init; }

    /// <summary><c>spark.sql.session.timeZone</c>, an IANA name or an offset.</summary>
    public string TimeZone { get; init; } = "UTC";

    /// <summary>What current_timestamp() and its kin give in the whole query.</summary>
    public DateTimeOffset Now { get; init; } = DateTimeOffset.UnixEpoch;

    /// <summary>What current_user() gives.</summary>
    public string User { get; init; } = "user";

    /// <summary>What current_schema() gives.</summary>
    public string CurrentSchema { get; init; } = "default";

    /// <summary><c>spark.sql.pivotMaxValues</c>.</summary>
    public int PivotMaxValues { get; init; } = 10000;
}
