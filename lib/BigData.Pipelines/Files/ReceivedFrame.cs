using System.Buffers;
using BigData.Spark.Sql;
using BigData.Spark.Sql.Expressions;
using BigData.Spark.Sql.Types;
using BigData.Pipelines.Writing;
using static BigData.Spark.Sql.Functions;
using SparkWindow = BigData.Spark.Sql.Expressions.Window;

namespace BigData.Pipelines.Files;

/// <summary>The batch, run and time that every record of a batch carries.</summary>
internal sealed record BatchStamp(long Batch, string RunId, DateTimeOffset At);

/// <summary>Reads accepted files through the engine, as received.</summary>
internal sealed class ReceivedFrame(SparkSession spark, IReadOnlyList<string> columns, BatchStamp stamp)
{
    private const string FilePath = "_metadata.file_path";
    private const string PathColumn = "__path";
    private const string OrderColumn = "__order";
    private const string JoinColumn = "__file_path";

    // Engines write a path with one slash or with three.
    private static readonly string[] Schemes = ["file:/", "file:///"];

    // Characters that engines show as they are in _metadata.file_path; with any other, the path is a URI with escapes.
    private static readonly SearchValues<char> Plain =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._/-~=:\\");

    /// <summary>All files of a batch, in one frame: the contract's columns as strings and <see cref="FileColumns"/>.</summary>
    public DataFrame Of(IReadOnlyList<FileReport> files)
    {
        List<DataFrame> parts = [];
        foreach (IGrouping<string, FileReport> same in files.GroupBy(HeaderKey, StringComparer.Ordinal))
        {
            ILookup<bool, FileReport> byName = same.ToLookup(file => !file.File.FullPath.AsSpan().ContainsAnyExcept(Plain));
            List<FileReport> plain = [.. byName[true]];
            if (plain.Count == 1)
            {
                parts.Add(OfOne(plain[0]));
            }
            else if (plain.Count > 1)
            {
                parts.Add(OfMany(plain));
            }

            parts.AddRange(byName[false].Select(OfOne));
        }

        return parts.Aggregate((left, right) => left.Union(right));
    }

    private static string HeaderKey(FileReport file) => string.Join('\u001f', file.Header.Select(column => column.Name));

    private DataFrame OfOne(FileReport file)
    {
        WindowSpec order = SparkWindow.PartitionBy(Lit(1)).OrderBy(Col(OrderColumn));
        DataFrame numbered = Raw([file])
            .WithColumn(OrderColumn, MonotonicallyIncreasingId())
            .WithColumn(FileColumns.Row, RowNumber().Over(order).Cast("bigint"));
        return Shaped(numbered, file.Header, Lit(file.File.Name), Lit(file.Size!.Value), Lit(file.Hash!));
    }

    private DataFrame OfMany(List<FileReport> files)
    {
        WindowSpec order = SparkWindow.PartitionBy(PathColumn).OrderBy(Col(OrderColumn));
        DataFrame numbered = Raw(files)
            .WithColumn(PathColumn, Col(FilePath))
            .WithColumn(OrderColumn, MonotonicallyIncreasingId())
            .WithColumn(FileColumns.Row, RowNumber().Over(order).Cast("bigint"));
        DataFrame named = numbered.Join(Broadcast(Names(files)), Col(PathColumn).EqualTo(Col(JoinColumn)), "inner");
        return Shaped(named, files[0].Header, Col(FileColumns.File), Col(FileColumns.Size), Col(FileColumns.Hash));
    }

    private DataFrame Raw(List<FileReport> files)
    {
        StructField[] fields = [.. files[0].Header.Select(column => new StructField(column.Name, new StringType())),
            new StructField(FileColumns.CorruptRecord, new StringType())];
        return spark.Read()
            .Format("csv")
            .Schema(new StructType(fields))
            .Option("header", true)
            .Option("multiLine", true)
            .Option("escape", "\"")
            .Option("mode", "PERMISSIVE")
            .Option("columnNameOfCorruptRecord", FileColumns.CorruptRecord)
            .Load([.. files.Select(file => file.File.FullPath)]);
    }

    private DataFrame Names(List<FileReport> files) => spark.CreateDataFrame(
        files.SelectMany(file => Schemes.Select(scheme => new Row(
            scheme + file.File.FullPath.Replace('\\', '/').TrimStart('/'), file.File.Name, file.Size!.Value, file.Hash!))),
        new StructType(
        [
            new StructField(JoinColumn, new StringType()),
            new StructField(FileColumns.File, new StringType()),
            new StructField(FileColumns.Size, new LongType()),
            new StructField(FileColumns.Hash, new StringType()),
        ]));

    private DataFrame Shaped(DataFrame rows, IReadOnlyList<HeaderColumn> header, Column file, Column size, Column hash)
    {
        Column[] extra = [.. header.Where(column => !column.IsKnown).Select(column => Quoted(column.Name))];
        Column rescued = extra.Length == 0 ? Lit(null).Cast("string") : ToJson(Struct(extra));
        return rows.Select(
        [
            .. columns.Select(name => Quoted(name).As(name)),
            file.As(FileColumns.File),
            size.As(FileColumns.Size),
            hash.As(FileColumns.Hash),
            Col(FileColumns.Row),
            Lit(stamp.Batch).As(FileColumns.Batch),
            Lit(stamp.RunId).As(FileColumns.RunId),
            Lit(stamp.At).As(FileColumns.IngestedAt),
            rescued.As(FileColumns.Rescued),
            Col(FileColumns.CorruptRecord),
        ]);
    }

    private static Column Quoted(string name) => Col(TableStatements.Quote(name));
}
