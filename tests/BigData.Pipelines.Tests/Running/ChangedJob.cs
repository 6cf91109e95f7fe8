using BigData.Spark.Sql;

namespace BigData.Pipelines.Tests.Running;

/// <summary>A job as it stands in the next release of a program: another contract, other rows.</summary>
internal sealed class ChangedJob(TableJob old, Func<TableContract, TableContract> contract, Func<DataFrame, DataFrame>? change = null) : TableJob
{
    public override TableContract Table => contract(old.Table);

    public override IReadOnlyList<Input> Inputs => old.Inputs;

    public override WriteMode WriteMode => old.WriteMode;

    public override IReadOnlyList<Expectation> Expectations => old.Expectations;

    public override IReadOnlyList<SettingKey> Settings => old.Settings;

    public override bool UsesAsOf => old.UsesAsOf;

    public override bool KeepsHistory => old.KeepsHistory;

    public override bool HasQuarantine => old.HasQuarantine;

    public static ChangedJob Adding(TableJob old, TableColumn column, Func<DataFrame, DataFrame>? change = null) =>
        new(old, table => table with { Columns = [table.Columns[0], column, .. table.Columns.Skip(1)] }, change);

    public override DataFrame Build(JobContext job) => change is null ? old.Build(job) : change(old.Build(job));

    public override DataFrame? BuildRejected(JobContext job) => old.BuildRejected(job);

    public override DataFrame? ReplacedKeys(JobContext job) => old.ReplacedKeys(job);

    public override DataFrame? ReplacedRejects(JobContext job) => old.ReplacedRejects(job);
}
