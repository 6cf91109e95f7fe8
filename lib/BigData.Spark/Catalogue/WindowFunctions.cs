using BigData.Spark.Sql.Types;

namespace BigData.Spark.Catalogue;

/// <content>Functions of the group Window.</content>
internal static partial class FunctionCatalogue
{
    private static FunctionInfo[] WindowFunctions =>
    [
        new("cume_dist", FunctionGroup.Window, "", ResultRule.Of(DataTypes.Double), NullRule.NeverNull, "2.0.0", "The part of the partition's rows that do not come after this one."),
        new("dense_rank", FunctionGroup.Window, "", ResultRule.Of(DataTypes.Integer), NullRule.NeverNull, "2.0.0", "The rank in the partition, without gaps after equal rows."),
        new("lag", FunctionGroup.Window, "e, offset:v?, defaultValue:v?", ResultRule.SameAs(0), NullRule.OwnRule, "2.0.0", "The value some rows before, 1 by default."),
        new("lead", FunctionGroup.Window, "e, offset:v?, defaultValue:v?", ResultRule.SameAs(0), NullRule.OwnRule, "2.0.0", "The value some rows after, 1 by default."),
        new("nth_value", FunctionGroup.Window, "e, offset:v, ignoreNulls:v?", ResultRule.SameAs(0), NullRule.OwnRule, "3.1.0", "The value of the n-th row of the frame, from 1."),
        new("ntile", FunctionGroup.Window, "n:v", ResultRule.Of(DataTypes.Integer), NullRule.NeverNull, "2.0.0", "The number of one of n buckets of nearly equal size.", "NTile"),
        new("percent_rank", FunctionGroup.Window, "", ResultRule.Of(DataTypes.Double), NullRule.NeverNull, "2.0.0", "The rank from 0 to 1."),
        new("rank", FunctionGroup.Window, "", ResultRule.Of(DataTypes.Integer), NullRule.NeverNull, "2.0.0", "The rank in the partition, with gaps after equal rows."),
        new("row_number", FunctionGroup.Window, "", ResultRule.Of(DataTypes.Integer), NullRule.NeverNull, "2.0.0", "The number of the row in the partition, from 1."),
    ];
}
