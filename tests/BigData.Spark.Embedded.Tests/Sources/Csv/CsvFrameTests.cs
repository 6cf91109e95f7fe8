using BigData.Spark.Sql;
using BigData.Testing;
using static BigData.Spark.Sql.Functions;

namespace BigData.Spark.Embedded.Tests.Sources.Csv;

public sealed class CsvFrameTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly SparkSession _spark;

    public CsvFrameTests() => _spark = SparkSession.Builder().AppName("csv").Embedded(_folder.File("lake")).GetOrCreate();

    public void Dispose()
    {
        _spark.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void The_daily_files_of_the_shop_are_read_record_by_record()
    {
        string folder = RepositoryFiles.Sample("online-retail");
        DataFrame rows = _spark.Read().Format("csv").Option("header", true).Option("multiLine", true).Option("escape", "\"")
            .Schema("InvoiceNo STRING, StockCode STRING, Description STRING, Quantity STRING, InvoiceDate STRING, UnitPrice STRING, CustomerID STRING, Country STRING, _corrupt_record STRING")
            .Load(folder);

        Assert.Equal(541_909, rows.Count());
        Assert.Equal(0, rows.Where("_corrupt_record IS NOT NULL AND InvoiceNo IS NOT NULL").Count());
        Assert.Equal(305, rows.Select(Col("_metadata.file_path")).Distinct().Count());
    }

    [Fact]
    public void Row_numbers_by_file_follow_the_order_of_the_records()
    {
        for (int f = 0; f < 3; f++)
        {
            File.WriteAllText(_folder.File($"f{f}.csv"), "n\n" + string.Concat(Enumerable.Range(1, 30_000).Select(i => $"{i}\n")));
        }

        DataFrame rows = _spark.Read().Option("header", true).Option("multiLine", true).Schema("n INT").Csv(_folder.FullPath + "/*.csv")
            .WithColumn("path", Col("_metadata.file_name"))
            .WithColumn("id", MonotonicallyIncreasingId())
            .WithColumn("row", RowNumber().Over(Sql.Expressions.Window.PartitionBy("path").OrderBy(Col("id"))));

        Assert.Equal(90_000, rows.Where("row = n").Count());
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("n % 2 = 0", true)]
    public void Row_numbers_of_whole_files_are_those_of_the_reader_and_others_are_counted(string? condition, bool isCounted)
    {
        for (int f = 0; f < 3; f++)
        {
            File.WriteAllText(_folder.File($"f{f}.csv"), "n\n" + string.Concat(Enumerable.Range(1, 5_000).Select(i => $"{i}\n")));
        }

        DataFrame read = _spark.Read().Option("header", true).Schema("n INT").Csv(_folder.FullPath + "/*.csv").WithColumn("path", Col("_metadata.file_path"));
        DataFrame rows = (condition is null ? read : read.Where(condition))
            .WithColumn("id", MonotonicallyIncreasingId())
            .WithColumn("row", RowNumber().Over(Sql.Expressions.Window.PartitionBy("path").OrderBy(Col("id"))));

        Assert.Equal(isCounted, rows.ExplainString("simple").Contains("row_number", StringComparison.Ordinal));
        Assert.Equal(isCounted ? 7_500 : 15_000, rows.Where(isCounted ? "row * 2 = n" : "row = n").Count());
        Assert.Equal(3, rows.Where("row = 1").Select("path").Distinct().Count());
    }

    [Fact]
    public void A_file_that_is_given_twice_is_numbered_through()
    {
        File.WriteAllText(_folder.File("a.csv"), "n\n1\n2\n");

        DataFrame rows = _spark.Read().Option("header", true).Schema("n INT").Csv(_folder.File("a.csv"), _folder.File("a.csv"))
            .WithColumn("path", Col("_metadata.file_path"))
            .WithColumn("id", MonotonicallyIncreasingId())
            .WithColumn("row", RowNumber().Over(Sql.Expressions.Window.PartitionBy("path").OrderBy(Col("id"))));

        Assert.Equal([1, 2, 3, 4], rows.Select("row").Collect().Select(row => row.GetAs<int>("row")).Order());
    }

    [Fact]
    public void A_failfast_read_throws_what_Spark_throws()
    {
        File.WriteAllText(_folder.File("a.csv"), "a,b\n1,x\nq,w\n");
        DataFrame rows = _spark.Read().Option("header", true).Option("mode", "FAILFAST").Schema("a INT, b STRING").Csv(_folder.File("a.csv"));

        SparkException e = Assert.ThrowsAny<SparkException>(() => rows.Collect().ToList());

        Assert.Equal("FAILED_READ_FILE.NO_HINT", e.ErrorClass);
    }
}
