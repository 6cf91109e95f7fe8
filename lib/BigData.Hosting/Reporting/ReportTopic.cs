using BigData.Hosting.Reporting.Guides;

namespace BigData.Hosting.Reporting;

/// <summary>One topic of the report: what it asks the engine for all sources at once, and what it then says of each.</summary>
internal abstract class ReportTopic
{
    /// <summary>Its name in the JSON document, and in the page's addresses.</summary>
    public abstract string Id { get; }

    /// <summary>Its heading.</summary>
    public abstract string Title { get; }

    /// <summary>The tables without which nothing can be said.</summary>
    public abstract IReadOnlyList<string> Tables { get; }

    /// <summary>Name of the guide that tells how the numbers come about; null where none does.</summary>
    public virtual string? GuideName => null;

    /// <summary>The sources that it knows something of; filled by <see cref="ReadAsync"/>.</summary>
    public virtual IEnumerable<string> Sources => [];

    /// <summary>Asks the engine. Called only when all <see cref="Tables"/> are there.</summary>
    public abstract Task ReadAsync(ReportTables tables, CancellationToken token);

    /// <summary>The section of a source.</summary>
    public ReportSection Compose(ReportTables tables, string source)
    {
        MissingTable[] missing = [.. Tables.Where(table => !tables.Has(table)).Select(tables.Missing)];
        if (missing.Length > 0)
        {
            return new ReportSection(Id, Title, "Cannot be shown yet.", missing, []);
        }

        TableBasis[] basis = [.. Tables.Select(tables.Facts).Select(facts => new TableBasis(facts.Table, facts.Version, facts.AsOf))];
        return new ReportSection(Id, Title, Lead(source), [.. Blocks(source)], basis, GuideName is { } name ? Guide.Named(name) : null);
    }

    /// <summary>What is shown, how it is computed, over which window.</summary>
    protected abstract string Lead(string source);

    /// <summary>What is shown of a source; a remark where it has no rows.</summary>
    protected abstract IEnumerable<ReportBlock> Blocks(string source);
}
