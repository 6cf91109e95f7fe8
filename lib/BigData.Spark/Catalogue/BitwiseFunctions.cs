using BigData.Spark.Sql.Types;

namespace BigData.Spark.Catalogue;

/// <content>Functions of the group Bitwise.</content>
internal static partial class FunctionCatalogue
{
    private static FunctionInfo[] BitwiseFunctions =>
    [
        new("bitwise_not", FunctionGroup.Bitwise, "e", ResultRule.SameAs(0), NullRule.NullIfAnyNull, "3.2.0", "Every bit turned.", "-"),
        new("bit_count", FunctionGroup.Bitwise, "e", ResultRule.Of(DataTypes.Integer), NullRule.NullIfAnyNull, "3.0.0", "The count of bits that are set.", "BitCount"),
        new("bit_get", FunctionGroup.Bitwise, "e, pos:v", ResultRule.Of(DataTypes.Byte), NullRule.NullIfAnyNull, "3.2.0", "The bit at a position from 0, from the right."),
        new("getbit", FunctionGroup.Bitwise, "e, pos:v", ResultRule.Of(DataTypes.Byte), NullRule.NullIfAnyNull, "3.2.0", "The bit at a position from 0, from the right.", "GetBit"),
        new("shiftleft", FunctionGroup.Bitwise, "e, numBits:v", ResultRule.SameAs(0), NullRule.NullIfAnyNull, "1.5.0", "The bits moved to the left.", "ShiftLeft"),
        new("shiftright", FunctionGroup.Bitwise, "e, numBits:v", ResultRule.SameAs(0), NullRule.NullIfAnyNull, "1.5.0", "The bits moved to the right, keeping the sign.", "ShiftRight"),
        new("shiftrightunsigned", FunctionGroup.Bitwise, "e, numBits:v", ResultRule.SameAs(0), NullRule.NullIfAnyNull, "1.5.0", "The bits moved to the right, filling with 0.", "ShiftRightUnsigned"),
        new("~", FunctionGroup.Bitwise, "e", ResultRule.SameAs(0), NullRule.NullIfAnyNull, "1.4.0", "Every bit turned.", "BitwiseNot"),
    ];
}
