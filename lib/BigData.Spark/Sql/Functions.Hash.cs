using BigData.Spark.Plans;

namespace BigData.Spark.Sql;

/// <content>Functions of the catalogue's group Hash; its test writes this file.</content>
public static partial class Functions
{
    /// <summary>The CRC-32 of bytes or text.</summary>
    /// <remarks>Spark's <c>crc32</c>, since 1.5.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column of type bigint; NULL if an argument is NULL.</returns>
    public static Column Crc32(ColumnOrName e) =>
        Call("crc32", e.Expression);

    /// <summary>A hash of 32 bits (Murmur3, seed 42).</summary>
    /// <remarks>Spark's <c>hash</c>, since 2.0.0.</remarks>
    /// <param name="e">Columns, or their names.</param>
    /// <returns>A column of type int; never NULL.</returns>
    public static Column Hash(params ColumnOrName[] e) =>
        CallAll("hash", e);

    /// <summary>A hash of 32 bits (Murmur3, seed 42).</summary>
    /// <remarks>Spark's <c>hash</c>, since 2.0.0.</remarks>
    /// <param name="e">The columns.</param>
    /// <returns>A column of type int; never NULL.</returns>
    public static Column Hash(IEnumerable<Column> e) =>
        new(PlanExpressions.Call("hash", [.. e.Select(a => a.Expression)]));

    /// <summary>The MD5 of bytes or text in hexadecimal digits.</summary>
    /// <remarks>Spark's <c>md5</c>, since 1.5.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column of type string; NULL if an argument is NULL.</returns>
    public static Column Md5(ColumnOrName e) =>
        Call("md5", e.Expression);

    /// <summary>The SHA-1 of bytes or text in hexadecimal digits.</summary>
    /// <remarks>Spark's <c>sha</c>, since 1.5.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column of type string; NULL if an argument is NULL.</returns>
    public static Column Sha(ColumnOrName e) =>
        Call("sha", e.Expression);

    /// <summary>The SHA-1 of bytes or text in hexadecimal digits.</summary>
    /// <remarks>Spark's <c>sha1</c>, since 1.5.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column of type string; NULL if an argument is NULL.</returns>
    public static Column Sha1(ColumnOrName e) =>
        Call("sha1", e.Expression);

    /// <summary>The SHA-2 of bytes or text in hexadecimal digits, of 224, 256, 384 or 512 bits; 0 is 256.</summary>
    /// <remarks>Spark's <c>sha2</c>, since 1.5.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <param name="numBits">A value, or a column.</param>
    /// <returns>A column of type string; NULL if an argument is NULL.</returns>
    public static Column Sha2(ColumnOrName e, ColumnOrValue numBits) =>
        Call("sha2", e.Expression, numBits.Expression);

    /// <summary>A hash of 64 bits (xxHash64, seed 42).</summary>
    /// <remarks>Spark's <c>xxhash64</c>, since 3.0.0.</remarks>
    /// <param name="e">Columns, or their names.</param>
    /// <returns>A column of type bigint; never NULL.</returns>
    public static Column XxHash64(params ColumnOrName[] e) =>
        CallAll("xxhash64", e);

    /// <summary>A hash of 64 bits (xxHash64, seed 42).</summary>
    /// <remarks>Spark's <c>xxhash64</c>, since 3.0.0.</remarks>
    /// <param name="e">The columns.</param>
    /// <returns>A column of type bigint; never NULL.</returns>
    public static Column XxHash64(IEnumerable<Column> e) =>
        new(PlanExpressions.Call("xxhash64", [.. e.Select(a => a.Expression)]));
}
