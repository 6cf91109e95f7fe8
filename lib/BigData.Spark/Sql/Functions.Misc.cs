namespace BigData.Spark.Sql;

/// <content>Functions of the catalogue's group Misc; its test writes this file.</content>
public static partial class Functions
{
    /// <summary>Bytes decrypted by AES.</summary>
    /// <remarks>Spark's <c>aes_decrypt</c>, since 3.3.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <param name="key">A value, or a column.</param>
    /// <param name="mode">A value, or a column; the engine's default if null.</param>
    /// <param name="padding">A value, or a column; the engine's default if null.</param>
    /// <param name="aad">A value, or a column; the engine's default if null.</param>
    /// <returns>A column of type binary.</returns>
    public static Column AesDecrypt(ColumnOrName e, ColumnOrValue key, ColumnOrValue? mode = null, ColumnOrValue? padding = null, ColumnOrValue? aad = null) =>
        Call("aes_decrypt", e.Expression, key.Expression, mode?.Expression, padding?.Expression, aad?.Expression);

    /// <summary>Bytes encrypted by AES.</summary>
    /// <remarks>Spark's <c>aes_encrypt</c>, since 3.3.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <param name="key">A value, or a column.</param>
    /// <param name="mode">A value, or a column; the engine's default if null.</param>
    /// <param name="padding">A value, or a column; the engine's default if null.</param>
    /// <param name="iv">A value, or a column; the engine's default if null.</param>
    /// <param name="aad">A value, or a column; the engine's default if null.</param>
    /// <returns>A column of type binary.</returns>
    public static Column AesEncrypt(ColumnOrName e, ColumnOrValue key, ColumnOrValue? mode = null, ColumnOrValue? padding = null, ColumnOrValue? iv = null, ColumnOrValue? aad = null) =>
        Call("aes_encrypt", e.Expression, key.Expression, mode?.Expression, padding?.Expression, iv?.Expression, aad?.Expression);

    /// <summary>NULL, or an error if a condition is not true.</summary>
    /// <remarks>Spark's <c>assert_true</c>, since 2.0.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <param name="message">A value, or a column; the engine's default if null.</param>
    /// <returns>A column: void.</returns>
    public static Column AssertTrue(ColumnOrName e, ColumnOrValue? message = null) =>
        Call("assert_true", e.Expression, message?.Expression);

    /// <summary>The position of a number in its bucket of a bitmap.</summary>
    /// <remarks>Spark's <c>bitmap_bit_position</c>, since 3.5.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column of type bigint; NULL if an argument is NULL.</returns>
    public static Column BitmapBitPosition(ColumnOrName e) =>
        Call("bitmap_bit_position", e.Expression);

    /// <summary>The number of the bucket of a bitmap that a number falls into.</summary>
    /// <remarks>Spark's <c>bitmap_bucket_number</c>, since 3.5.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column of type bigint; NULL if an argument is NULL.</returns>
    public static Column BitmapBucketNumber(ColumnOrName e) =>
        Call("bitmap_bucket_number", e.Expression);

    /// <summary>The count of bits that are set in a bitmap.</summary>
    /// <remarks>Spark's <c>bitmap_count</c>, since 3.5.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column of type bigint; NULL if an argument is NULL.</returns>
    public static Column BitmapCount(ColumnOrName e) =>
        Call("bitmap_count", e.Expression);

    /// <summary>The current catalog.</summary>
    /// <remarks>Spark's <c>current_catalog</c>, since 3.1.0.</remarks>
    /// <returns>A column of type string; never NULL.</returns>
    public static Column CurrentCatalog() =>
        Call("current_catalog");

    /// <summary>The current schema.</summary>
    /// <remarks>Spark's <c>current_database</c>, since 1.6.0.</remarks>
    /// <returns>A column of type string; never NULL.</returns>
    public static Column CurrentDatabase() =>
        Call("current_database");

    /// <summary>The current schema.</summary>
    /// <remarks>Spark's <c>current_schema</c>, since 3.4.0.</remarks>
    /// <returns>A column of type string; never NULL.</returns>
    public static Column CurrentSchema() =>
        Call("current_schema");

    /// <summary>The user of the session.</summary>
    /// <remarks>Spark's <c>current_user</c>, since 3.2.0.</remarks>
    /// <returns>A column of type string; never NULL.</returns>
    public static Column CurrentUser() =>
        Call("current_user");

    /// <summary>The length of the block of the file that is read; -1 if unknown.</summary>
    /// <remarks>Spark's <c>input_file_block_length</c>, since 2.2.0.</remarks>
    /// <returns>A column of type bigint; never NULL.</returns>
    public static Column InputFileBlockLength() =>
        Call("input_file_block_length");

    /// <summary>The start of the block of the file that is read; -1 if unknown.</summary>
    /// <remarks>Spark's <c>input_file_block_start</c>, since 2.2.0.</remarks>
    /// <returns>A column of type bigint; never NULL.</returns>
    public static Column InputFileBlockStart() =>
        Call("input_file_block_start");

    /// <summary>The file that the row was read from; empty if unknown.</summary>
    /// <remarks>Spark's <c>input_file_name</c>, since 1.5.0.</remarks>
    /// <returns>A column of type string; never NULL.</returns>
    public static Column InputFileName() =>
        Call("input_file_name");

    /// <summary>A number that rises within each partition; unique in the frame.</summary>
    /// <remarks>Spark's <c>monotonically_increasing_id</c>, since 1.4.0.</remarks>
    /// <returns>A column of type bigint; never NULL.</returns>
    public static Column MonotonicallyIncreasingId() =>
        Call("monotonically_increasing_id");

    /// <summary>An error with a message.</summary>
    /// <remarks>Spark's <c>raise_error</c>, since 3.1.0.</remarks>
    /// <param name="message">A value, or a column.</param>
    /// <returns>A column: void.</returns>
    public static Column RaiseError(ColumnOrValue message) =>
        Call("raise_error", message.Expression);

    /// <summary>The user of the session.</summary>
    /// <remarks>Spark's <c>session_user</c>, since 4.0.0.</remarks>
    /// <returns>A column of type string; never NULL.</returns>
    public static Column SessionUser() =>
        Call("session_user");

    /// <summary>The number of the partition of the row.</summary>
    /// <remarks>Spark's <c>spark_partition_id</c>, since 1.4.0.</remarks>
    /// <returns>A column of type int; never NULL.</returns>
    public static Column SparkPartitionId() =>
        Call("spark_partition_id");

    /// <summary>Bytes decrypted by AES, or NULL.</summary>
    /// <remarks>Spark's <c>try_aes_decrypt</c>, since 3.5.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <param name="key">A value, or a column.</param>
    /// <param name="mode">A value, or a column; the engine's default if null.</param>
    /// <param name="padding">A value, or a column; the engine's default if null.</param>
    /// <param name="aad">A value, or a column; the engine's default if null.</param>
    /// <returns>A column of type binary.</returns>
    public static Column TryAesDecrypt(ColumnOrName e, ColumnOrValue key, ColumnOrValue? mode = null, ColumnOrValue? padding = null, ColumnOrValue? aad = null) =>
        Call("try_aes_decrypt", e.Expression, key.Expression, mode?.Expression, padding?.Expression, aad?.Expression);

    /// <summary>The type of a value, in short form.</summary>
    /// <remarks>Spark's <c>typeof</c>, since 3.0.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column of type string; never NULL.</returns>
    public static Column TypeOf(ColumnOrName e) =>
        Call("typeof", e.Expression);

    /// <summary>The user of the session.</summary>
    /// <remarks>Spark's <c>user</c>, since 3.4.0.</remarks>
    /// <returns>A column of type string; never NULL.</returns>
    public static Column User() =>
        Call("user");

    /// <summary>A random UUID, new for each row.</summary>
    /// <remarks>Spark's <c>uuid</c>, since 2.3.0.</remarks>
    /// <param name="seed">A value, or a column; the engine's default if null.</param>
    /// <returns>A column of type string; never NULL.</returns>
    public static Column Uuid(ColumnOrValue? seed = null) =>
        Call("uuid", seed?.Expression);

    /// <summary>The version of the engine.</summary>
    /// <remarks>Spark's <c>version</c>, since 3.0.0.</remarks>
    /// <returns>A column of type string; never NULL.</returns>
    public static Column Version() =>
        Call("version");
}
