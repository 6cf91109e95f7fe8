using BigData.Spark.Sql.Types;

namespace BigData.Spark.Catalogue;

/// <content>Functions of the group Csv.</content>
internal static partial class FunctionCatalogue
{
    private static FunctionInfo[] CsvFunctions =>
    [
        new("from_csv", FunctionGroup.Csv, "e, schema:v", ResultRule.Special("the schema"), NullRule.OwnRule, "3.0.0", "The struct that a line of CSV stands for, by a schema in DDL."),
        new("schema_of_csv", FunctionGroup.Csv, "csv:v", ResultRule.Of(DataTypes.String), NullRule.NullIfAnyNull, "3.0.0", "The schema of a line of CSV, in DDL."),
        new("to_csv", FunctionGroup.Csv, "e", ResultRule.Of(DataTypes.String), NullRule.NullIfAnyNull, "3.0.0", "A struct as a line of CSV."),
    ];
}
