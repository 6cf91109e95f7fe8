using BigData.Spark.Proto;
using BigData.Spark.Sql;
using Operation = BigData.Spark.Proto.ConfigRequest.Types.Operation;

namespace BigData.Spark.Embedded.Executing;

public sealed class ConfigCommandsTests
{
    private readonly SessionConf _conf = new([new("my.key", "1")]);

    [Fact]
    public void Unknown_keys_may_be_set_and_read_back()
    {
        ConfigCommands.Set(_conf, "some.key", "x");

        Assert.Equal("x", Get("some.key"));
        Assert.Equal("1", Get("my.key"));
        Assert.Equal("true", Get("spark.sql.ansi.enabled"));
    }

    [Fact]
    public void A_key_without_value_and_default_is_not_found()
    {
        SparkException error = Assert.ThrowsAny<SparkException>(() => Get("nosuch"));

        Assert.Equal("SQL_CONF_NOT_FOUND", error.ErrorClass);
        Assert.Contains("\"nosuch\"", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("spark.sql.warehouse.dir", "x", "CANNOT_MODIFY_STATIC_CONFIG")]
    [InlineData("spark.executor.memory", "x", "CANNOT_MODIFY_CONFIG")]
    [InlineData("spark.sql.shuffle.partitions", "x", "INVALID_CONF_VALUE.TYPE_MISMATCH")]
    [InlineData("spark.sql.ansi.enabled", "maybe", "INVALID_CONF_VALUE.TYPE_MISMATCH")]
    [InlineData("spark.sql.session.timeZone", "Nowhere/X", "INVALID_CONF_VALUE.TIME_ZONE")]
    public void Values_that_Spark_refuses_are_refused(string key, string value, string errorClass) =>
        Assert.Equal(errorClass, Assert.ThrowsAny<SparkException>(() => ConfigCommands.Set(_conf, key, value)).ErrorClass);

    [Fact]
    public void Silent_sets_turn_errors_into_warnings()
    {
        ConfigRequest.Types.Set set = new() { Silent = true, Pairs = { new KeyValue { Key = "spark.executor.memory", Value = "1g" }, new KeyValue { Key = "a", Value = "b" } } };

        ConfigResponse response = ConfigCommands.Run(_conf, new Operation { Set = set });

        Assert.Single(response.Warnings);
        Assert.Equal("b", _conf["a"]);
    }

    [Fact]
    public void Options_come_without_a_value_where_there_is_none()
    {
        ConfigResponse response = ConfigCommands.Run(_conf, new Operation { GetOption = new() { Keys = { "nosuch", "my.key" } } });

        Assert.False(response.Pairs[0].HasValue);
        Assert.Equal("1", response.Pairs[1].Value);
    }

    [Fact]
    public void A_prefix_is_taken_off_the_keys()
    {
        ConfigResponse response = ConfigCommands.Run(_conf, new Operation { GetAll = new() { Prefix = "my." } });

        Assert.Equal(("key", "1"), Assert.Single(response.Pairs.Select(pair => (pair.Key, pair.Value))));
    }

    [Fact]
    public void Unset_gives_the_default_back()
    {
        ConfigCommands.Set(_conf, "spark.sql.ansi.enabled", "false");
        ConfigCommands.Run(_conf, new Operation { Unset = new() { Keys = { "spark.sql.ansi.enabled" } } });

        Assert.Equal("true", Get("spark.sql.ansi.enabled"));
    }

    [Theory]
    [InlineData("UTC", "UTC")]
    [InlineData("+08:00", "Etc/GMT-8")]
    [InlineData("GMT-3", "Etc/GMT+3")]
    [InlineData("Europe/London", "Europe/London")]
    public void DuckDB_knows_the_zones_by_its_own_names(string spark, string duckDb) => Assert.Equal(duckDb, DuckDbTimeZone.Name(spark));

    private string Get(string key) => ConfigCommands.Run(_conf, new Operation { Get = new() { Keys = { key } } }).Pairs[0].Value;
}
