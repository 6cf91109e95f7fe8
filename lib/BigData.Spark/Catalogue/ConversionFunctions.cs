using BigData.Spark.Sql.Types;

namespace BigData.Spark.Catalogue;

/// <content>Functions of the group Conversion.</content>
internal static partial class FunctionCatalogue
{
    private static FunctionInfo[] ConversionFunctions =>
    [
        new("bigint", FunctionGroup.Conversion, "e", ResultRule.Of(DataTypes.Long), NullRule.NullIfAnyNull, "2.0.1", "The value as bigint.", "-"),
        new("binary", FunctionGroup.Conversion, "e", ResultRule.Of(DataTypes.Binary), NullRule.NullIfAnyNull, "2.0.1", "The value as binary.", "-"),
        new("boolean", FunctionGroup.Conversion, "e", ResultRule.Of(DataTypes.Boolean), NullRule.NullIfAnyNull, "2.0.1", "The value as boolean.", "-"),
        new("date", FunctionGroup.Conversion, "e", ResultRule.Of(DataTypes.Date), NullRule.NullIfAnyNull, "2.0.1", "The value as date.", "-"),
        new("decimal", FunctionGroup.Conversion, "e", ResultRule.Special("decimal(10,0)"), NullRule.NullIfAnyNull, "2.0.1", "The value as decimal.", "-"),
        new("double", FunctionGroup.Conversion, "e", ResultRule.Of(DataTypes.Double), NullRule.NullIfAnyNull, "2.0.1", "The value as double.", "-"),
        new("float", FunctionGroup.Conversion, "e", ResultRule.Of(DataTypes.Float), NullRule.NullIfAnyNull, "2.0.1", "The value as float.", "-"),
        new("int", FunctionGroup.Conversion, "e", ResultRule.Of(DataTypes.Integer), NullRule.NullIfAnyNull, "2.0.1", "The value as int.", "-"),
        new("smallint", FunctionGroup.Conversion, "e", ResultRule.Of(DataTypes.Short), NullRule.NullIfAnyNull, "2.0.1", "The value as smallint.", "-"),
        new("string", FunctionGroup.Conversion, "e", ResultRule.Of(DataTypes.String), NullRule.NullIfAnyNull, "2.0.1", "The value as string.", "-"),
        new("timestamp", FunctionGroup.Conversion, "e", ResultRule.Of(DataTypes.Timestamp), NullRule.NullIfAnyNull, "2.0.1", "The value as timestamp.", "-"),
        new("tinyint", FunctionGroup.Conversion, "e", ResultRule.Of(DataTypes.Byte), NullRule.NullIfAnyNull, "2.0.1", "The value as tinyint.", "-"),
    ];
}
