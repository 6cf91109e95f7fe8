using BigData.Spark.Sql.Types;

namespace BigData.Spark.Catalogue;

/// <content>Functions of the group Misc.</content>
internal static partial class FunctionCatalogue
{
    private static FunctionInfo[] MiscFunctions =>
    [
        new("aes_decrypt", FunctionGroup.Misc, "e, key:v, mode:v?, padding:v?, aad:v?", ResultRule.Of(DataTypes.Binary), NullRule.OwnRule, "3.3.0", "Bytes decrypted by AES."),
        new("aes_encrypt", FunctionGroup.Misc, "e, key:v, mode:v?, padding:v?, iv:v?, aad:v?", ResultRule.Of(DataTypes.Binary), NullRule.OwnRule, "3.3.0", "Bytes encrypted by AES."),
        new("try_aes_decrypt", FunctionGroup.Misc, "e, key:v, mode:v?, padding:v?, aad:v?", ResultRule.Of(DataTypes.Binary), NullRule.OwnRule, "3.5.0", "Bytes decrypted by AES, or NULL."),
        new("bitmap_bit_position", FunctionGroup.Misc, "e", ResultRule.Of(DataTypes.Long), NullRule.NullIfAnyNull, "3.5.0", "The position of a number in its bucket of a bitmap."),
        new("bitmap_bucket_number", FunctionGroup.Misc, "e", ResultRule.Of(DataTypes.Long), NullRule.NullIfAnyNull, "3.5.0", "The number of the bucket of a bitmap that a number falls into."),
        new("bitmap_count", FunctionGroup.Misc, "e", ResultRule.Of(DataTypes.Long), NullRule.NullIfAnyNull, "3.5.0", "The count of bits that are set in a bitmap."),
        new("input_file_block_length", FunctionGroup.Misc, "", ResultRule.Of(DataTypes.Long), NullRule.NeverNull, "2.2.0", "The length of the block of the file that is read; -1 if unknown."),
        new("input_file_block_start", FunctionGroup.Misc, "", ResultRule.Of(DataTypes.Long), NullRule.NeverNull, "2.2.0", "The start of the block of the file that is read; -1 if unknown."),
        new("java_method", FunctionGroup.Misc, "e*", ResultRule.Of(DataTypes.String), NullRule.OwnRule, "2.0.0", "The result of a method of a Java class.", "-"),
        new("reflect", FunctionGroup.Misc, "e*", ResultRule.Of(DataTypes.String), NullRule.OwnRule, "2.0.0", "The result of a method of a Java class.", "-"),
        new("session_user", FunctionGroup.Misc, "", ResultRule.Of(DataTypes.String), NullRule.NeverNull, "4.0.0", "The user of the session."),
        new("user", FunctionGroup.Misc, "", ResultRule.Of(DataTypes.String), NullRule.NeverNull, "3.4.0", "The user of the session."),
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
