using BigData.Spark.Sql;
using BigData.Spark.Sql.Types;

namespace BigData.Activation.Tests;

/// <summary>A table of two columns whose versions a test makes up.</summary>
internal sealed class FakeTable
{
    private readonly SparkSession _spark;
    private readonly Dictionary<long, Row[]> _versions = [];

    public FakeTable(SparkSession spark, params string[] ids)
    {
        _spark = spark;
        Add(1, ids);
    }

    public PublishedTable Contract { get; } = new()
    {
        Name = "gold.fake",
        Keys = ["id"],
        Columns = [new("id", "string", "the key", IsPersonal: true), new("note", "string", "any text")],
    };

    /// <summary>Gives a version its rows by their ids.</summary>
    public void Add(long version, params string[] ids) => Put(version, [.. ids.Select(id => new Row(id, "note of " + id))]);

    public void Put(long version, params Row[] rows) => _versions[version] = rows;

    public TableVersion Version(long version, string? where = null) => new()
    {
        Table = Contract,
        TableId = "fake",
        Version = version,
        Where = where,
        AsOf = new DateOnly(2026, 2, 28),
        Read = known => _spark.CreateDataFrame(_versions[known], new StructType([new StructField("id", new StringType()), new StructField("note", new StringType())])),
    };

    /// <summary>Publishes a version; the destination is disposed.</summary>
    public async Task<PublicationResult> PublishAsync(IDestination destination, long version, PublicationOptions? options = null, TimeProvider? time = null)
    {
        await using (destination)
        {
            return await new Publisher(time ?? TimeProvider.System).PublishAsync(
                destination, Version(version), options ?? new PublicationOptions { RunId = "run" }, TestContext.Current.CancellationToken);
        }
    }
}
