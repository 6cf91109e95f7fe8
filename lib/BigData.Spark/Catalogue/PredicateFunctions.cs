using BigData.Spark.Sql.Types;

namespace BigData.Spark.Catalogue;

/// <content>Functions of the group Predicate.</content>
internal static partial class FunctionCatalogue
{
    private static FunctionInfo[] PredicateFunctions =>
    [
        new("equal_null", FunctionGroup.Predicate, "a, b:v", ResultRule.Of(DataTypes.Boolean), NullRule.NeverNull, "3.4.0", "Whether both are equal or both are NULL."),
        new("isnan", FunctionGroup.Predicate, "e", ResultRule.Of(DataTypes.Boolean), NullRule.NeverNull, "1.5.0", "Whether a number is NaN; false for NULL.", "IsNaN"),
        new("isnotnull", FunctionGroup.Predicate, "e", ResultRule.Of(DataTypes.Boolean), NullRule.NeverNull, "1.0.0", "Whether a value is not NULL.", "IsNotNull"),
        new("isnull", FunctionGroup.Predicate, "e", ResultRule.Of(DataTypes.Boolean), NullRule.NeverNull, "1.0.0", "Whether a value is NULL.", "IsNull"),
        new("ilike", FunctionGroup.Predicate, "str, pattern:v", ResultRule.Of(DataTypes.Boolean), NullRule.NullIfAnyNull, "3.3.0", "Whether a text matches a SQL pattern, upper and lower case alike.", "ILike"),
        new("like", FunctionGroup.Predicate, "str, pattern:v", ResultRule.Of(DataTypes.Boolean), NullRule.NullIfAnyNull, "1.0.0", "Whether a text matches a SQL pattern."),
        new("not", FunctionGroup.Predicate, "e", ResultRule.Of(DataTypes.Boolean), NullRule.NullIfAnyNull, "1.0.0", "The opposite of a condition."),
        new("regexp", FunctionGroup.Predicate, "str, regexp:v", ResultRule.Of(DataTypes.Boolean), NullRule.NullIfAnyNull, "3.2.0", "Whether a regular expression of Java is found in a text.", "RegExp"),
        new("regexp_like", FunctionGroup.Predicate, "str, regexp:v", ResultRule.Of(DataTypes.Boolean), NullRule.NullIfAnyNull, "3.2.0", "Whether a regular expression of Java is found in a text."),
        new("rlike", FunctionGroup.Predicate, "str, regexp:v", ResultRule.Of(DataTypes.Boolean), NullRule.NullIfAnyNull, "1.0.0", "Whether a regular expression of Java is found in a text.", "RLike"),
    ];
}
