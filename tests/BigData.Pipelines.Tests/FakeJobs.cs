using BigData.Spark.Sql;

namespace BigData.Pipelines.Tests;

/// <summary>A job whose parts are given by the test.</summary>
internal sealed class FakeJob(TableContract table, params IReadOnlyList<Input> inputs) : TableJob
{
    public override TableContract Table => table;

    public override IReadOnlyList<Input> Inputs => inputs;

    public override IReadOnlyList<Expectation> Expectations => Expected;

    public override IReadOnlyList<SettingKey> Settings => Keys;

    public override WriteMode WriteMode => Mode ?? base.WriteMode;

    public override bool HasQuarantine => Quarantines;

    public IReadOnlyList<Expectation> Expected { get; init; } = [];

    public IReadOnlyList<SettingKey> Keys { get; init; } = [];

    public WriteMode? Mode { get; init; }

    public bool Quarantines { get; init; }

    public override DataFrame Build(JobContext job) => throw new InvalidOperationException("a test of the graph builds nothing");
}

internal static class Contracts
{
    public static TableContract Bronze(string name, params string[] columns) => new()
    {
        Name = name,
        Grain = "one record",
        Keys = [],
        Columns = [.. columns.Select(column => new TableColumn(column, "string", column)), .. FileColumns.All],
    };

    public static TableContract Of(string name, params string[] columns) => new()
    {
        Name = name,
        Grain = "one thing",
        Keys = columns.Length == 0 ? ["id"] : [columns[0]],
        Columns = columns.Length == 0 ? [new("id", "string", "id")] : [.. columns.Select(column => new TableColumn(column, "string", column))],
    };
}
