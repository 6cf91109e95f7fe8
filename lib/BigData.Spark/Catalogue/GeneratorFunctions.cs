namespace BigData.Spark.Catalogue;

/// <content>Functions of the group Generator.</content>
internal static partial class FunctionCatalogue
{
    private static FunctionInfo[] GeneratorFunctions =>
    [
        new("explode", FunctionGroup.Generator, "e", ResultRule.Special("a row per element"), NullRule.OwnRule, "3.4.0", "A row for each element, or for each entry as key and value; none for NULL and empty."),
        new("explode_outer", FunctionGroup.Generator, "e", ResultRule.Special("a row per element"), NullRule.OwnRule, "3.4.0", "A row for each element or entry; one of NULL for NULL and empty."),
        new("inline", FunctionGroup.Generator, "e", ResultRule.Special("columns of the structs"), NullRule.OwnRule, "3.4.0", "A row for each struct of an array."),
        new("inline_outer", FunctionGroup.Generator, "e", ResultRule.Special("columns of the structs"), NullRule.OwnRule, "3.4.0", "A row for each struct of an array; one of NULL for NULL and empty."),
        new("posexplode", FunctionGroup.Generator, "e", ResultRule.Special("pos and a row per element"), NullRule.OwnRule, "3.5.0", "A row for each element with its position from 0.", "PosExplode"),
        new("posexplode_outer", FunctionGroup.Generator, "e", ResultRule.Special("pos and a row per element"), NullRule.OwnRule, "3.5.0", "A row for each element with its position from 0; one of NULL for NULL and empty.", "PosExplodeOuter"),
        new("stack", FunctionGroup.Generator, "n:v, e*", ResultRule.Special("columns col0, col1 …"), NullRule.OwnRule, "2.0.0", "Values in n rows."),
    ];
}
