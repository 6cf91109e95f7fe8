using BigData.Spark.Sql;

namespace BigData.Spec;

/// <summary>The engine under test: one session for all suites of a test assembly, and a folder that engine and test both see.</summary>
public abstract class SpecEngine : IDisposable
{
    private readonly Lazy<SparkSession> _session;
    private readonly BigData.Testing.TempFolder _folder = new();

    /// <summary>Opens nothing yet.</summary>
    protected SpecEngine() => _session = new Lazy<SparkSession>(() => Open(_folder.File("lakehouse")));

    /// <summary>The session. A test is skipped here, with its reason, when its engine is absent.</summary>
    public SparkSession Spark
    {
        get
        {
            SkipIfAbsent();
            return _session.Value;
        }
    }

    /// <summary>Answers that were asked for before they were looked at.</summary>
    internal Expressions.AnswerBatches Answers { get; } = new();

    /// <summary>What this engine is known not to answer as Spark does: by case, the error that it must give instead.</summary>
    public virtual IReadOnlyDictionary<string, SpecGap> Gaps { get; } = new Dictionary<string, SpecGap>();

    /// <summary>A new path below the folder of this run.</summary>
    public string NewPath(string name) => _folder.File($"{Guid.NewGuid():N}", name);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_session.IsValueCreated)
        {
            _session.Value.Dispose();
        }

        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Opens another session of the same kind.</summary>
    public abstract SparkSession Open(string lakehouse);

    /// <summary>Skips the running test when the engine cannot be had here.</summary>
    protected virtual void SkipIfAbsent()
    {
    }
}

/// <summary>A case that an engine does not support.</summary>
/// <param name="ErrorClass">The class of the error that it gives; null when it answers, but not as Spark does. Asserted.</param>
/// <param name="Category">Whose gap it is.</param>
/// <param name="Reason">Why, for the reader of the list.</param>
public sealed record SpecGap(string? ErrorClass, SpecGapCategory Category, string Reason);

/// <summary>Whose gap it is.</summary>
public enum SpecGapCategory
{
    /// <summary>Ours, to be closed by a later issue.</summary>
    Ours,

    /// <summary>Of the engine below; it may close one day.</summary>
    Upstream,

    /// <summary>Never: it has no meaning on this engine.</summary>
    Never,
}
