using BigData.Spark.Sql.Types;

namespace BigData.Spark.Catalogue;

/// <content>Functions of the group Operator.</content>
internal static partial class FunctionCatalogue
{
    private static FunctionInfo[] OperatorFunctions =>
    [
        new("+", FunctionGroup.Operator, "a, b", ResultRule.Special("as Spark adds numbers, dates and intervals"), NullRule.NullIfAnyNull, "1.0.0", "The sum.", "-"),
        new("-", FunctionGroup.Operator, "a, b", ResultRule.Special("as Spark subtracts numbers, dates and intervals"), NullRule.NullIfAnyNull, "1.0.0", "The difference.", "-"),
        new("*", FunctionGroup.Operator, "a, b", ResultRule.Special("as Spark multiplies"), NullRule.NullIfAnyNull, "1.0.0", "The product.", "-"),
        new("/", FunctionGroup.Operator, "a, b", ResultRule.Special("double or decimal"), NullRule.NullIfAnyNull, "1.0.0", "The quotient; an error for a divisor of 0.", "-"),
        new("%", FunctionGroup.Operator, "a, b", ResultRule.Common, NullRule.NullIfAnyNull, "1.0.0", "The remainder with the sign of the first; an error for a divisor of 0.", "-"),
        new("div", FunctionGroup.Operator, "a, b", ResultRule.Of(DataTypes.Long), NullRule.NullIfAnyNull, "3.0.0", "The whole quotient.", "-"),
        new("mod", FunctionGroup.Operator, "a, b", ResultRule.Common, NullRule.NullIfAnyNull, "2.3.0", "The remainder with the sign of the first; an error for a divisor of 0.", "-"),
        new("=", FunctionGroup.Operator, "a, b", ResultRule.Of(DataTypes.Boolean), NullRule.NullIfAnyNull, "1.0.0", "Whether both are equal.", "-"),
        new("==", FunctionGroup.Operator, "a, b", ResultRule.Of(DataTypes.Boolean), NullRule.NullIfAnyNull, "1.0.0", "Whether both are equal.", "-"),
        new("<=>", FunctionGroup.Operator, "a, b", ResultRule.Of(DataTypes.Boolean), NullRule.NeverNull, "1.1.0", "Whether both are equal or both are NULL.", "-"),
        new("<", FunctionGroup.Operator, "a, b", ResultRule.Of(DataTypes.Boolean), NullRule.NullIfAnyNull, "1.0.0", "Whether the first is less.", "-"),
        new("<=", FunctionGroup.Operator, "a, b", ResultRule.Of(DataTypes.Boolean), NullRule.NullIfAnyNull, "1.0.0", "Whether the first is less or equal.", "-"),
        new(">", FunctionGroup.Operator, "a, b", ResultRule.Of(DataTypes.Boolean), NullRule.NullIfAnyNull, "1.0.0", "Whether the first is greater.", "-"),
        new(">=", FunctionGroup.Operator, "a, b", ResultRule.Of(DataTypes.Boolean), NullRule.NullIfAnyNull, "1.0.0", "Whether the first is greater or equal.", "-"),
        new("and", FunctionGroup.Operator, "a, b", ResultRule.Of(DataTypes.Boolean), NullRule.OwnRule, "1.0.0", "Whether both are true.", "-"),
        new("or", FunctionGroup.Operator, "a, b", ResultRule.Of(DataTypes.Boolean), NullRule.OwnRule, "1.0.0", "Whether one of both is true.", "-"),
        new("!", FunctionGroup.Operator, "e", ResultRule.Of(DataTypes.Boolean), NullRule.NullIfAnyNull, "1.0.0", "The opposite of a condition.", "-"),
        new("in", FunctionGroup.Operator, "e, list*", ResultRule.Of(DataTypes.Boolean), NullRule.OwnRule, "1.0.0", "Whether a value is one of a list.", "-"),
        new("between", FunctionGroup.Operator, "e, lower, upper", ResultRule.Of(DataTypes.Boolean), NullRule.OwnRule, "1.0.0", "Whether a value lies between two others, both included.", "-"),
        new("when", FunctionGroup.Operator, "cases*", ResultRule.Common, NullRule.OwnRule, "1.0.1", "The value of the first condition that is true, else the last argument or NULL.", "-"),
        new("&", FunctionGroup.Operator, "a, b", ResultRule.Common, NullRule.NullIfAnyNull, "1.4.0", "Bits set in both.", "-"),
        new("|", FunctionGroup.Operator, "a, b", ResultRule.Common, NullRule.NullIfAnyNull, "1.4.0", "Bits set in one of both.", "-"),
        new("^", FunctionGroup.Operator, "a, b", ResultRule.Common, NullRule.NullIfAnyNull, "1.4.0", "Bits set in exactly one of both.", "-"),
        new("<<", FunctionGroup.Operator, "e, numBits", ResultRule.SameAs(0), NullRule.NullIfAnyNull, "4.0.0", "The bits moved to the left.", "-"),
        new(">>", FunctionGroup.Operator, "e, numBits", ResultRule.SameAs(0), NullRule.NullIfAnyNull, "4.0.0", "The bits moved to the right, copies of the sign from the left.", "-"),
        new(">>>", FunctionGroup.Operator, "e, numBits", ResultRule.SameAs(0), NullRule.NullIfAnyNull, "4.0.0", "The bits moved to the right, zeros from the left.", "-"),
        new("||", FunctionGroup.Operator, "a, b", ResultRule.Of(DataTypes.String), NullRule.NullIfAnyNull, "1.5.0", "Both texts one after another.", "-"),
    ];
}
