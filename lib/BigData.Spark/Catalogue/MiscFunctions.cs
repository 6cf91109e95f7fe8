using BigData.Spark.Sql.Types;

namespace BigData.Spark.Catalogue;

/// <content>Functions of the group Misc.</content>
internal static partial class FunctionCatalogue
{
    private static FunctionInfo[] MiscFunctions =>
    [
        new("assert_true", FunctionGroup.Misc, "e, message:v?", ResultRule.Special("void"), NullRule.OwnRule, "2.0.0", "NULL, or an error if a condition is not true."),
        new("current_catalog", FunctionGroup.Misc, "", ResultRule.Of(DataTypes.String), NullRule.NeverNull, "3.1.0", "The current catalog."),
        new("current_database", FunctionGroup.Misc, "", ResultRule.Of(DataTypes.String), NullRule.NeverNull, "1.6.0", "The current schema."),
        new("current_schema", FunctionGroup.Misc, "", ResultRule.Of(DataTypes.String), NullRule.NeverNull, "3.4.0", "The current schema."),
        new("current_user", FunctionGroup.Misc, "", ResultRule.Of(DataTypes.String), NullRule.NeverNull, "3.2.0", "The user of the session."),
        new("input_file_name", FunctionGroup.Misc, "", ResultRule.Of(DataTypes.String), NullRule.NeverNull, "1.5.0", "The file that the row was read from; empty if unknown."),
        new("monotonically_increasing_id", FunctionGroup.Misc, "", ResultRule.Of(DataTypes.Long), NullRule.NeverNull, "1.4.0", "A number that rises within each partition; unique in the frame."),
        new("raise_error", FunctionGroup.Misc, "message:v", ResultRule.Special("void"), NullRule.OwnRule, "3.1.0", "An error with a message."),
        new("spark_partition_id", FunctionGroup.Misc, "", ResultRule.Of(DataTypes.Integer), NullRule.NeverNull, "1.4.0", "The number of the partition of the row."),
        new("typeof", FunctionGroup.Misc, "e", ResultRule.Of(DataTypes.String), NullRule.NeverNull, "3.0.0", "The type of a value, in short form.", "TypeOf"),
        new("uuid", FunctionGroup.Misc, "seed:v?", ResultRule.Of(DataTypes.String), NullRule.NeverNull, "2.3.0", "A random UUID, new for each row."),
        new("version", FunctionGroup.Misc, "", ResultRule.Of(DataTypes.String), NullRule.NeverNull, "3.0.0", "The version of the engine."),
    ];
}
