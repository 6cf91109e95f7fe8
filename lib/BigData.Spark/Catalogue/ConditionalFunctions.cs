namespace BigData.Spark.Catalogue;

/// <content>Functions of the group Conditional.</content>
internal static partial class FunctionCatalogue
{
    private static FunctionInfo[] ConditionalFunctions =>
    [
        new("coalesce", FunctionGroup.Conditional, "e*", ResultRule.Common, NullRule.NullIfAllNull, "1.0.0", "The first value that is not NULL."),
        new("if", FunctionGroup.Conditional, "condition, then:v, otherwise:v", ResultRule.Common, NullRule.OwnRule, "1.0.0", "One value where a condition is true, else another.", "If"),
        new("ifnull", FunctionGroup.Conditional, "e, replacement:v", ResultRule.Common, NullRule.NullIfAllNull, "2.0.0", "A value, or another one where it is NULL.", "IfNull"),
        new("nanvl", FunctionGroup.Conditional, "e, replacement", ResultRule.Common, NullRule.OwnRule, "1.5.0", "A number, or another one where it is NaN.", "NaNvl"),
        new("nullif", FunctionGroup.Conditional, "e, other:v", ResultRule.SameAs(0), NullRule.OwnRule, "2.0.0", "NULL where both are equal, else the first.", "NullIf"),
        new("nullifzero", FunctionGroup.Conditional, "e", ResultRule.SameAs(0), NullRule.OwnRule, "4.0.0", "NULL for 0, else the number.", "NullIfZero"),
        new("nvl", FunctionGroup.Conditional, "e, replacement:v", ResultRule.Common, NullRule.NullIfAllNull, "2.0.0", "A value, or another one where it is NULL."),
        new("nvl2", FunctionGroup.Conditional, "e, notNull:v, isNull:v", ResultRule.Common, NullRule.OwnRule, "2.0.0", "One value where the first is not NULL, else another."),
        new("zeroifnull", FunctionGroup.Conditional, "e", ResultRule.SameAs(0), NullRule.NeverNull, "4.0.0", "0 for NULL, else the number.", "ZeroIfNull"),
    ];
}
