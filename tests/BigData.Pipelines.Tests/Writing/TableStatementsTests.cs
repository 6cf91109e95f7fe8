using BigData.Pipelines.Writing;

namespace BigData.Pipelines.Tests.Writing;

public sealed class TableStatementsTests
{
    private static readonly TableContract Table = new()
    {
        Name = "gold.scores",
        Grain = "one customer",
        Keys = ["customer_id"],
        Owner = "crm",
        Freshness = TimeSpan.FromHours(26),
        Columns = [new("customer_id", "string", "the shop's customer", PiiClass.Pseudonym), new("score", "int", "1 to 5")],
    };

    [Fact]
    public void A_table_is_created_by_path_with_its_comments() => Assert.Equal(
        "CREATE TABLE IF NOT EXISTS delta.`/data/lake/gold/scores` (`customer_id` string COMMENT 'the shop\\'s customer (PII: pseudonym)', "
        + "`score` int COMMENT '1 to 5') USING delta COMMENT 'One row: one customer. Key: customer_id. Owner: crm. Fresh within 26 hours. PII: pseudonym.' "
        + "TBLPROPERTIES ('delta.enableChangeDataFeed' = 'true')",
        TableStatements.Create(Table, "/data/lake/gold/scores", recordsChanges: true));

    [Fact]
    public void Names_and_paths_are_quoted() => Assert.Equal(
        "CREATE TABLE IF NOT EXISTS `gold`.`sc``ores` USING delta LOCATION '/a\\'b'", TableStatements.Register("gold.sc`ores", "/a'b"));

    [Fact]
    public void The_class_of_a_table_is_the_highest_of_its_columns() => Assert.Equal(PiiClass.Pseudonym, Table.Pii);
}
