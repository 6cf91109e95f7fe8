namespace BigData.Spark.Sql;

/// <content>Functions of the catalogue's group Bitwise; its test writes this file.</content>
public static partial class Functions
{
    /// <summary>The count of bits that are set.</summary>
    /// <remarks>Spark's <c>bit_count</c>, since 3.0.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column of type int; NULL if an argument is NULL.</returns>
    public static Column BitCount(ColumnOrName e) =>
        Call("bit_count", e.Expression);

    /// <summary>The bit at a position from 0, from the right.</summary>
    /// <remarks>Spark's <c>bit_get</c>, since 3.2.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <param name="pos">A value, or a column.</param>
    /// <returns>A column of type tinyint; NULL if an argument is NULL.</returns>
    public static Column BitGet(ColumnOrName e, ColumnOrValue pos) =>
        Call("bit_get", e.Expression, pos.Expression);

    /// <summary>The bit at a position from 0, from the right.</summary>
    /// <remarks>Spark's <c>getbit</c>, since 3.2.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <param name="pos">A value, or a column.</param>
    /// <returns>A column of type tinyint; NULL if an argument is NULL.</returns>
    public static Column GetBit(ColumnOrName e, ColumnOrValue pos) =>
        Call("getbit", e.Expression, pos.Expression);

    /// <summary>The bits moved to the left.</summary>
    /// <remarks>Spark's <c>shiftleft</c>, since 1.5.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <param name="numBits">A value, or a column.</param>
    /// <returns>A column: the type of the first argument; NULL if an argument is NULL.</returns>
    public static Column ShiftLeft(ColumnOrName e, ColumnOrValue numBits) =>
        Call("shiftleft", e.Expression, numBits.Expression);

    /// <summary>The bits moved to the right, keeping the sign.</summary>
    /// <remarks>Spark's <c>shiftright</c>, since 1.5.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <param name="numBits">A value, or a column.</param>
    /// <returns>A column: the type of the first argument; NULL if an argument is NULL.</returns>
    public static Column ShiftRight(ColumnOrName e, ColumnOrValue numBits) =>
        Call("shiftright", e.Expression, numBits.Expression);

    /// <summary>The bits moved to the right, filling with 0.</summary>
    /// <remarks>Spark's <c>shiftrightunsigned</c>, since 1.5.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <param name="numBits">A value, or a column.</param>
    /// <returns>A column: the type of the first argument; NULL if an argument is NULL.</returns>
    public static Column ShiftRightUnsigned(ColumnOrName e, ColumnOrValue numBits) =>
        Call("shiftrightunsigned", e.Expression, numBits.Expression);

    /// <summary>Every bit turned.</summary>
    /// <remarks>Spark's <c>~</c>, since 1.4.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column: the type of the first argument; NULL if an argument is NULL.</returns>
    public static Column BitwiseNot(ColumnOrName e) =>
        Call("~", e.Expression);
}
