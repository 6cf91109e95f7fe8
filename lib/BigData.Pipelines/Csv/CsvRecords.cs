using BigData.Spark.Sql;
using BigData.Spark.Sql.Expressions;
using static BigData.Spark.Sql.Functions;

namespace BigData.Pipelines.Csv;

/// <summary>What one build of silver takes from bronze: the newest delivery of each file that matters, typed and judged.</summary>
internal sealed class CsvRecords
{
    /// <summary>When a file of the record's name was first seen.</summary>
    public const string FirstSeen = "_first_seen";

    private const string DefaultZone = "UTC";
    private const string Newest = "_newest";
    private const string Rank = "_rank";
    private const string SourceColumn = "source";

    private readonly CsvSource _source;
    private readonly JobContext _job;
    private readonly TableContract _bronze;
    private readonly DataFrame _records;
    private readonly DataFrame? _touched;

    public CsvRecords(CsvSource source, JobContext job)
    {
        _source = source;
        _job = job;
        _bronze = source.Bronze();
        DataFrame counting = Typed().Filter(Col(FileColumns.Batch).EqualTo(Col(Newest)));
        _touched = job.IsRebuild ? null : job.Keep(Touched());
        _records = job.Keep(_touched is null ? counting : Concerned(counting, _touched));
    }

    /// <summary>The rows, one for each key.</summary>
    public DataFrame Rows()
    {
        Column[] newestFirst = [Desc(FileColumns.Batch), Desc(FileColumns.File), Desc(FileColumns.Row)];
        WindowSpec sameKey = Window.PartitionBy([.. _source.Keys.Select(Col)])
            .OrderBy(_source.Version is { } version ? [Col(version).DescNullsLast(), .. newestFirst] : newestFirst);
        return _records
            .Filter(Col(CsvTyping.Rule).IsNull())
            .WithColumn(Rank, RowNumber().Over(sameKey))
            .Filter(Col(Rank).EqualTo(Lit(1)))
            .Select([Col(SourceColumn), .. _source.Columns.Select(column => Col(column.Name)), Col(FileColumns.File), Col(FileColumns.Row)]);
    }

    public DataFrame Rejected() => _records
        .Filter(Col(CsvTyping.Rule).IsNotNull())
        .Select(
            Col(CsvTyping.Rule).As("rule"),
            Col(CsvTyping.Reason).As("reason"),
            CsvTyping.Record(_source).As("record"),
            Col(SourceColumn),
            Col(FileColumns.File),
            Col(FileColumns.Row),
            Col(FileColumns.Batch),
            Lit(_job.RunId).As(FileColumns.RunId));

    public DataFrame? ReplacedKeys() => _touched?.WithColumn(SourceColumn, Lit(_source.SourceName));

    public DataFrame? ReplacedRejects() => _job.IsRebuild ? null : _job.Read(_bronze)
        .Join(ChangedFiles(), [FileColumns.File], "left_semi")
        .Select(FileColumns.File, FileColumns.Row)
        .Distinct()
        .WithColumn(SourceColumn, Lit(_source.SourceName));

    // All deliveries, typed; the columns that nobody asks for are not computed.
    private DataFrame Typed()
    {
        DataFrame all = _job.Read(_bronze);
        DataFrame files = all.GroupBy(FileColumns.File)
            .Agg(Max(Col(FileColumns.Batch)).As(Newest), Min(Col(FileColumns.IngestedAt)).As(FirstSeen));
        return CsvTyping.Typed(
            all.Join(files, [FileColumns.File], "inner"), _source, _job.TimeZones.GetValueOrDefault(_source.SourceName, DefaultZone));
    }

    private DataFrame ChangedFiles() => _job.Changes(_bronze).Select(FileColumns.File).Distinct();

    // The keys in any delivery of the files that came anew or again.
    private DataFrame Touched() =>
        Typed().Join(ChangedFiles(), [FileColumns.File], "left_semi").Select([.. _source.ReplacedBy.Select(Col)]).Distinct();

    private DataFrame Concerned(DataFrame counting, DataFrame touched)
    {
        DataFrame good = counting.Filter(Col(CsvTyping.Rule).IsNull()).Join(touched, [.. _source.ReplacedBy], "left_semi");
        DataFrame bad = counting.Filter(Col(CsvTyping.Rule).IsNotNull()).Join(ChangedFiles(), [FileColumns.File], "left_semi");
        return good.UnionByName(bad);
    }
}
