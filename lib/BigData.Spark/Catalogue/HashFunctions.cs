using BigData.Spark.Sql.Types;

namespace BigData.Spark.Catalogue;

/// <content>Functions of the group Hash.</content>
internal static partial class FunctionCatalogue
{
    private static FunctionInfo[] HashFunctions =>
    [
        new("crc32", FunctionGroup.Hash, "e", ResultRule.Of(DataTypes.Long), NullRule.NullIfAnyNull, "1.5.0", "The CRC-32 of bytes or text."),
        new("hash", FunctionGroup.Hash, "e*", ResultRule.Of(DataTypes.Integer), NullRule.NeverNull, "2.0.0", "A hash of 32 bits (Murmur3, seed 42)."),
        new("md5", FunctionGroup.Hash, "e", ResultRule.Of(DataTypes.String), NullRule.NullIfAnyNull, "1.5.0", "The MD5 of bytes or text in hexadecimal digits."),
        new("sha1", FunctionGroup.Hash, "e", ResultRule.Of(DataTypes.String), NullRule.NullIfAnyNull, "1.5.0", "The SHA-1 of bytes or text in hexadecimal digits."),
        new("sha", FunctionGroup.Hash, "e", ResultRule.Of(DataTypes.String), NullRule.NullIfAnyNull, "1.5.0", "The SHA-1 of bytes or text in hexadecimal digits."),
        new("sha2", FunctionGroup.Hash, "e, numBits:v", ResultRule.Of(DataTypes.String), NullRule.NullIfAnyNull, "1.5.0", "The SHA-2 of bytes or text in hexadecimal digits, of 224, 256, 384 or 512 bits; 0 is 256."),
        new("xxhash64", FunctionGroup.Hash, "e*", ResultRule.Of(DataTypes.Long), NullRule.NeverNull, "3.0.0", "A hash of 64 bits (xxHash64, seed 42).", "XxHash64"),
    ];
}
