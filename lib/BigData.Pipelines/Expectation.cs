using BigData.Spark.Sql;

namespace BigData.Pipelines;

/// <summary>What happens when rows break an expectation.</summary>
public enum Severity
{
    /// <summary>Nothing is committed for the table, tables that read it are skipped, the command exits with 3.</summary>
    Fail,

    /// <summary>The rows go to the table's quarantine and the others are committed.</summary>
    Quarantine,

    /// <summary>The rows are committed and the run says how many there are.</summary>
    Warn,
}

/// <summary>Something that must hold for the rows of a table. Made by <see cref="Expect"/>.</summary>
public abstract record Expectation
{
    private protected Expectation()
    {
    }

    /// <summary>What happens when rows break it. Default: <see cref="Severity.Fail"/>.</summary>
    public Severity Severity { get; init; }

    /// <summary>The rule as text, for example <c>unique(source, customer_id)</c>.</summary>
    public abstract string Rule { get; }

    /// <summary>The same expectation that only warns.</summary>
    /// <returns>A copy with <see cref="Severity.Warn"/>.</returns>
    public Expectation Warn() => this with { Severity = Severity.Warn };

    /// <summary>The same expectation that sends the rows that break it to the quarantine.</summary>
    /// <returns>A copy with <see cref="Severity.Quarantine"/>.</returns>
    public Expectation Quarantine() => this with { Severity = Severity.Quarantine };

    /// <summary>The columns that the rule looks at.</summary>
    internal abstract IReadOnlyList<string> Columns { get; }

    /// <summary>How many rows break the rule, as an aggregate over the frame.</summary>
    internal abstract Column CountFailed();

    /// <summary>True for a row that breaks the rule; a window function for rules about several rows.</summary>
    internal abstract Column IsFailed();
}
