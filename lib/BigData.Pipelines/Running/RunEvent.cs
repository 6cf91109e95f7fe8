using BigData.Pipelines.Publishing;

namespace BigData.Pipelines.Running;

/// <summary>Something that happens during a run.</summary>
public abstract record RunEvent
{
    private protected RunEvent()
    {
    }
}

/// <summary>The run has its lock and its id.</summary>
/// <param name="RunId">The run's id.</param>
/// <param name="Tables">The tables that it will look at, in order.</param>
/// <param name="At">When, UTC.</param>
public sealed record RunStarted(string RunId, IReadOnlyList<string> Tables, DateTimeOffset At) : RunEvent;

/// <summary>The as-of date is known.</summary>
/// <param name="AsOf">The date.</param>
/// <param name="Origin">Where it comes from: <c>option</c>, <c>gold</c> or <c>newest event</c>.</param>
public sealed record AsOfChosen(DateOnly AsOf, string Origin) : RunEvent;

/// <summary>A table is being looked at.</summary>
/// <param name="Table">The table.</param>
public sealed record TableStarted(string Table) : RunEvent;

/// <summary>A table has come to its next step.</summary>
/// <param name="Table">The table.</param>
/// <param name="Step">What is done now, in a few words.</param>
/// <param name="Rows">How many rows or files the step is about; null when it is not known.</param>
public sealed record TableStep(string Table, string Step, long? Rows = null) : RunEvent;

/// <summary>A file cannot be taken.</summary>
/// <param name="File">Which and why.</param>
public sealed record FileSetAside(SetAsideFile File) : RunEvent;

/// <summary>An expectation was checked.</summary>
/// <param name="Result">Its outcome.</param>
public sealed record ExpectationChecked(ExpectationResult Result) : RunEvent;

/// <summary>Something that people should know.</summary>
/// <param name="Table">The table that it is about; null for the run.</param>
/// <param name="Message">The text.</param>
public sealed record RunWarning(string? Table, string Message) : RunEvent;

/// <summary>Something about the run that needs no action.</summary>
/// <param name="Message">The text.</param>
public sealed record RunNote(string Message) : RunEvent;

/// <summary>A table failed.</summary>
/// <param name="Table">The table.</param>
/// <param name="Error">The exception, for a verbose observer.</param>
public sealed record TableError(string Table, Exception Error) : RunEvent;

/// <summary>A table is done.</summary>
/// <param name="Result">What was done.</param>
public sealed record TableFinished(TableResult Result) : RunEvent;

/// <summary>A table is being published.</summary>
/// <param name="Destination">Where to.</param>
/// <param name="Table">The table.</param>
public sealed record PublicationStarted(string Destination, string Table) : RunEvent;

/// <summary>A table was published, or was not.</summary>
/// <param name="Record">What was done.</param>
public sealed record PublicationFinished(PublicationRecord Record) : RunEvent;

/// <summary>The run is over and written to <c>ops</c>.</summary>
/// <param name="Result">What was done.</param>
public sealed record RunFinished(RunResult Result) : RunEvent;

/// <summary>The outcome of an expectation.</summary>
/// <param name="Table">The table.</param>
/// <param name="Rule">The rule as text.</param>
/// <param name="Severity">What happens when rows break it.</param>
/// <param name="Checked">Rows looked at.</param>
/// <param name="Failed">Rows that break it.</param>
public sealed record ExpectationResult(string Table, string Rule, Severity Severity, long Checked, long Failed);

/// <summary>Hears what happens during a run, on the run's own flow: it should return soon.</summary>
public interface IRunObserver
{
    /// <summary>Something happened.</summary>
    /// <param name="happened">What.</param>
    void On(RunEvent happened);
}
