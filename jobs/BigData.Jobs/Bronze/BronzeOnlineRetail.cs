using BigData.Pipelines;
using BigData.Spark.Sql;

namespace BigData.Jobs;

/// <summary><c>bronze.online_retail</c>: the shop's daily invoice files, as received.</summary>
internal sealed class BronzeOnlineRetail : TableJob
{
    internal static readonly FilesInput Files = Source.Files(OnlineRetailSource.Name);

    public override TableContract Table => Bronze.OnlineRetail;

    public override IReadOnlyList<Input> Inputs => [Files];

    public override DataFrame Build(JobContext job) => job.Read(Files);
}
