using BigData.Spark.Plans;

namespace BigData.Spark.Sql;

/// <content>Functions of the catalogue's group Math; its test writes this file.</content>
public static partial class Functions
{
    /// <summary>The absolute value.</summary>
    /// <remarks>Spark's <c>abs</c>, since 1.2.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column: the type of the first argument; NULL if an argument is NULL.</returns>
    public static Column Abs(ColumnOrName e) =>
        Call("abs", e.Expression);

    /// <summary>The inverse cosine in radians; NaN outside of -1 to 1.</summary>
    /// <remarks>Spark's <c>acos</c>, since 1.4.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column of type double; NULL if an argument is NULL.</returns>
    public static Column Acos(ColumnOrName e) =>
        Call("acos", e.Expression);

    /// <summary>The inverse hyperbolic cosine.</summary>
    /// <remarks>Spark's <c>acosh</c>, since 3.0.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column of type double; NULL if an argument is NULL.</returns>
    public static Column Acosh(ColumnOrName e) =>
        Call("acosh", e.Expression);

    /// <summary>The inverse sine in radians; NaN outside of -1 to 1.</summary>
    /// <remarks>Spark's <c>asin</c>, since 1.4.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column of type double; NULL if an argument is NULL.</returns>
    public static Column Asin(ColumnOrName e) =>
        Call("asin", e.Expression);

    /// <summary>The inverse hyperbolic sine.</summary>
    /// <remarks>Spark's <c>asinh</c>, since 3.0.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column of type double; NULL if an argument is NULL.</returns>
    public static Column Asinh(ColumnOrName e) =>
        Call("asinh", e.Expression);

    /// <summary>The inverse tangent in radians.</summary>
    /// <remarks>Spark's <c>atan</c>, since 1.4.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column of type double; NULL if an argument is NULL.</returns>
    public static Column Atan(ColumnOrName e) =>
        Call("atan", e.Expression);

    /// <summary>The angle in radians of the point (x, y).</summary>
    /// <remarks>Spark's <c>atan2</c>, since 1.4.0.</remarks>
    /// <param name="y">A column, or its name.</param>
    /// <param name="x">A column, or its name.</param>
    /// <returns>A column of type double; NULL if an argument is NULL.</returns>
    public static Column Atan2(ColumnOrName y, ColumnOrName x) =>
        Call("atan2", y.Expression, x.Expression);

    /// <summary>The inverse hyperbolic tangent.</summary>
    /// <remarks>Spark's <c>atanh</c>, since 3.0.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column of type double; NULL if an argument is NULL.</returns>
    public static Column Atanh(ColumnOrName e) =>
        Call("atanh", e.Expression);

    /// <summary>The binary digits of a whole number.</summary>
    /// <remarks>Spark's <c>bin</c>, since 1.5.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column of type string; NULL if an argument is NULL.</returns>
    public static Column Bin(ColumnOrName e) =>
        Call("bin", e.Expression);

    /// <summary>The number rounded to a count of digits, halves to the even neighbour.</summary>
    /// <remarks>Spark's <c>bround</c>, since 2.0.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <param name="scale">A value, or a column; the engine's default if null.</param>
    /// <returns>A column: decimal or the type of the first; NULL if an argument is NULL.</returns>
    public static Column Bround(ColumnOrName e, ColumnOrValue? scale = null) =>
        Call("bround", e.Expression, scale?.Expression);

    /// <summary>The cube root.</summary>
    /// <remarks>Spark's <c>cbrt</c>, since 1.4.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column of type double; NULL if an argument is NULL.</returns>
    public static Column Cbrt(ColumnOrName e) =>
        Call("cbrt", e.Expression);

    /// <summary>The least whole number that is not less.</summary>
    /// <remarks>Spark's <c>ceil</c>, since 3.3.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <param name="scale">A value, or a column; the engine's default if null.</param>
    /// <returns>A column: bigint, or decimal for decimals; NULL if an argument is NULL.</returns>
    public static Column Ceil(ColumnOrName e, ColumnOrValue? scale = null) =>
        Call("ceil", e.Expression, scale?.Expression);

    /// <summary>The least whole number that is not less.</summary>
    /// <remarks>Spark's <c>ceiling</c>, since 3.3.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <param name="scale">A value, or a column; the engine's default if null.</param>
    /// <returns>A column: bigint, or decimal for decimals; NULL if an argument is NULL.</returns>
    public static Column Ceiling(ColumnOrName e, ColumnOrValue? scale = null) =>
        Call("ceiling", e.Expression, scale?.Expression);

    /// <summary>A number written in one base, in another base.</summary>
    /// <remarks>Spark's <c>conv</c>, since 1.5.0.</remarks>
    /// <param name="num">A column, or its name.</param>
    /// <param name="fromBase">A value, or a column.</param>
    /// <param name="toBase">A value, or a column.</param>
    /// <returns>A column of type string; NULL if an argument is NULL.</returns>
    public static Column Conv(ColumnOrName num, ColumnOrValue fromBase, ColumnOrValue toBase) =>
        Call("conv", num.Expression, fromBase.Expression, toBase.Expression);

    /// <summary>The cosine of an angle in radians.</summary>
    /// <remarks>Spark's <c>cos</c>, since 1.4.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column of type double; NULL if an argument is NULL.</returns>
    public static Column Cos(ColumnOrName e) =>
        Call("cos", e.Expression);

    /// <summary>The hyperbolic cosine.</summary>
    /// <remarks>Spark's <c>cosh</c>, since 1.4.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column of type double; NULL if an argument is NULL.</returns>
    public static Column Cosh(ColumnOrName e) =>
        Call("cosh", e.Expression);

    /// <summary>The cotangent of an angle in radians.</summary>
    /// <remarks>Spark's <c>cot</c>, since 2.3.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column of type double; NULL if an argument is NULL.</returns>
    public static Column Cot(ColumnOrName e) =>
        Call("cot", e.Expression);

    /// <summary>The cosecant of an angle in radians.</summary>
    /// <remarks>Spark's <c>csc</c>, since 3.3.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column of type double; NULL if an argument is NULL.</returns>
    public static Column Csc(ColumnOrName e) =>
        Call("csc", e.Expression);

    /// <summary>An angle in radians as degrees.</summary>
    /// <remarks>Spark's <c>degrees</c>, since 1.4.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column of type double; NULL if an argument is NULL.</returns>
    public static Column Degrees(ColumnOrName e) =>
        Call("degrees", e.Expression);

    /// <summary>Euler's number.</summary>
    /// <remarks>Spark's <c>e</c>, since 1.5.0.</remarks>
    /// <returns>A column of type double; never NULL.</returns>
    public static Column E() =>
        Call("e");

    /// <summary>Euler's number to a power.</summary>
    /// <remarks>Spark's <c>exp</c>, since 1.4.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column of type double; NULL if an argument is NULL.</returns>
    public static Column Exp(ColumnOrName e) =>
        Call("exp", e.Expression);

    /// <summary>Euler's number to a power, minus 1, exact near 0.</summary>
    /// <remarks>Spark's <c>expm1</c>, since 1.4.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column of type double; NULL if an argument is NULL.</returns>
    public static Column Expm1(ColumnOrName e) =>
        Call("expm1", e.Expression);

    /// <summary>The product of 1 to a number from 0 to 20; NULL outside.</summary>
    /// <remarks>Spark's <c>factorial</c>, since 1.5.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column of type bigint.</returns>
    public static Column Factorial(ColumnOrName e) =>
        Call("factorial", e.Expression);

    /// <summary>The greatest whole number that is not greater.</summary>
    /// <remarks>Spark's <c>floor</c>, since 3.3.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <param name="scale">A value, or a column; the engine's default if null.</param>
    /// <returns>A column: bigint, or decimal for decimals; NULL if an argument is NULL.</returns>
    public static Column Floor(ColumnOrName e, ColumnOrValue? scale = null) =>
        Call("floor", e.Expression, scale?.Expression);

    /// <summary>The greatest value; NULL is skipped.</summary>
    /// <remarks>Spark's <c>greatest</c>, since 1.5.0.</remarks>
    /// <param name="e">Columns, or their names.</param>
    /// <returns>A column: the common type of the arguments; NULL if all arguments are NULL.</returns>
    public static Column Greatest(params ColumnOrName[] e) =>
        CallAll("greatest", e);

    /// <summary>The greatest value; NULL is skipped.</summary>
    /// <remarks>Spark's <c>greatest</c>, since 1.5.0.</remarks>
    /// <param name="e">The columns.</param>
    /// <returns>A column: the common type of the arguments; NULL if all arguments are NULL.</returns>
    public static Column Greatest(IEnumerable<Column> e) =>
        new(PlanExpressions.Call("greatest", [.. e.Select(a => a.Expression)]));

    /// <summary>A number, text or bytes in hexadecimal digits.</summary>
    /// <remarks>Spark's <c>hex</c>, since 1.5.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column of type string; NULL if an argument is NULL.</returns>
    public static Column Hex(ColumnOrName e) =>
        Call("hex", e.Expression);

    /// <summary>The square root of the sum of squares, without overflow.</summary>
    /// <remarks>Spark's <c>hypot</c>, since 1.4.0.</remarks>
    /// <param name="a">A column, or its name.</param>
    /// <param name="b">A column, or its name.</param>
    /// <returns>A column of type double; NULL if an argument is NULL.</returns>
    public static Column Hypot(ColumnOrName a, ColumnOrName b) =>
        Call("hypot", a.Expression, b.Expression);

    /// <summary>The least value; NULL is skipped.</summary>
    /// <remarks>Spark's <c>least</c>, since 1.5.0.</remarks>
    /// <param name="e">Columns, or their names.</param>
    /// <returns>A column: the common type of the arguments; NULL if all arguments are NULL.</returns>
    public static Column Least(params ColumnOrName[] e) =>
        CallAll("least", e);

    /// <summary>The least value; NULL is skipped.</summary>
    /// <remarks>Spark's <c>least</c>, since 1.5.0.</remarks>
    /// <param name="e">The columns.</param>
    /// <returns>A column: the common type of the arguments; NULL if all arguments are NULL.</returns>
    public static Column Least(IEnumerable<Column> e) =>
        new(PlanExpressions.Call("least", [.. e.Select(a => a.Expression)]));

    /// <summary>The natural logarithm; NULL for 0 and less.</summary>
    /// <remarks>Spark's <c>ln</c>, since 1.4.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column of type double.</returns>
    public static Column Ln(ColumnOrName e) =>
        Call("ln", e.Expression);

    /// <summary>The logarithm to a base; NULL for 0 and less.</summary>
    /// <remarks>Spark's <c>log</c>, since 1.5.0.</remarks>
    /// <param name="logBase">A value, or a column.</param>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column of type double.</returns>
    public static Column Log(ColumnOrValue logBase, ColumnOrName e) =>
        Call("log", logBase.Expression, e.Expression);

    /// <summary>The logarithm to base 10; NULL for 0 and less.</summary>
    /// <remarks>Spark's <c>log10</c>, since 1.4.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column of type double.</returns>
    public static Column Log10(ColumnOrName e) =>
        Call("log10", e.Expression);

    /// <summary>The natural logarithm of a number plus 1, exact near 0.</summary>
    /// <remarks>Spark's <c>log1p</c>, since 1.4.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column of type double.</returns>
    public static Column Log1p(ColumnOrName e) =>
        Call("log1p", e.Expression);

    /// <summary>The logarithm to base 2; NULL for 0 and less.</summary>
    /// <remarks>Spark's <c>log2</c>, since 1.4.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column of type double.</returns>
    public static Column Log2(ColumnOrName e) =>
        Call("log2", e.Expression);

    /// <summary>The number with its sign turned.</summary>
    /// <remarks>Spark's <c>negative</c>, since 1.0.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column: the type of the first argument; NULL if an argument is NULL.</returns>
    public static Column Negate(ColumnOrName e) =>
        Call("negative", e.Expression);

    /// <summary>The number pi.</summary>
    /// <remarks>Spark's <c>pi</c>, since 1.5.0.</remarks>
    /// <returns>A column of type double; never NULL.</returns>
    public static Column Pi() =>
        Call("pi");

    /// <summary>The remainder that is never negative for a positive divisor.</summary>
    /// <remarks>Spark's <c>pmod</c>, since 1.5.0.</remarks>
    /// <param name="dividend">A column, or its name.</param>
    /// <param name="divisor">A value, or a column.</param>
    /// <returns>A column: the common type of the arguments; NULL if an argument is NULL.</returns>
    public static Column Pmod(ColumnOrName dividend, ColumnOrValue divisor) =>
        Call("pmod", dividend.Expression, divisor.Expression);

    /// <summary>The number itself.</summary>
    /// <remarks>Spark's <c>positive</c>, since 1.5.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column: the type of the first argument; NULL if an argument is NULL.</returns>
    public static Column Positive(ColumnOrName e) =>
        Call("positive", e.Expression);

    /// <summary>A number to a power.</summary>
    /// <remarks>Spark's <c>pow</c>, since 1.4.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <param name="p">A value, or a column.</param>
    /// <returns>A column of type double; NULL if an argument is NULL.</returns>
    public static Column Pow(ColumnOrName e, ColumnOrValue p) =>
        Call("pow", e.Expression, p.Expression);

    /// <summary>A number to a power.</summary>
    /// <remarks>Spark's <c>power</c>, since 1.4.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <param name="p">A value, or a column.</param>
    /// <returns>A column of type double; NULL if an argument is NULL.</returns>
    public static Column Power(ColumnOrName e, ColumnOrValue p) =>
        Call("power", e.Expression, p.Expression);

    /// <summary>An angle in degrees as radians.</summary>
    /// <remarks>Spark's <c>radians</c>, since 1.4.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column of type double; NULL if an argument is NULL.</returns>
    public static Column Radians(ColumnOrName e) =>
        Call("radians", e.Expression);

    /// <summary>A random number from 0 up to 1, new for each row.</summary>
    /// <remarks>Spark's <c>rand</c>, since 1.5.0.</remarks>
    /// <param name="seed">A value, or a column; the engine's default if null.</param>
    /// <returns>A column of type double; never NULL.</returns>
    public static Column Rand(ColumnOrValue? seed = null) =>
        Call("rand", seed?.Expression);

    /// <summary>A random number of the standard normal distribution, new for each row.</summary>
    /// <remarks>Spark's <c>randn</c>, since 1.5.0.</remarks>
    /// <param name="seed">A value, or a column; the engine's default if null.</param>
    /// <returns>A column of type double; never NULL.</returns>
    public static Column Randn(ColumnOrValue? seed = null) =>
        Call("randn", seed?.Expression);

    /// <summary>A random number from 0 up to 1, new for each row.</summary>
    /// <remarks>Spark's <c>random</c>, since 3.0.0.</remarks>
    /// <param name="seed">A value, or a column; the engine's default if null.</param>
    /// <returns>A column of type double; never NULL.</returns>
    public static Column Random(ColumnOrValue? seed = null) =>
        Call("random", seed?.Expression);

    /// <summary>The nearest whole number as a double, halves to the even neighbour.</summary>
    /// <remarks>Spark's <c>rint</c>, since 1.4.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column of type double; NULL if an argument is NULL.</returns>
    public static Column Rint(ColumnOrName e) =>
        Call("rint", e.Expression);

    /// <summary>The number rounded to a count of digits, halves away from zero.</summary>
    /// <remarks>Spark's <c>round</c>, since 1.5.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <param name="scale">A value, or a column; the engine's default if null.</param>
    /// <returns>A column: decimal or the type of the first; NULL if an argument is NULL.</returns>
    public static Column Round(ColumnOrName e, ColumnOrValue? scale = null) =>
        Call("round", e.Expression, scale?.Expression);

    /// <summary>The secant of an angle in radians.</summary>
    /// <remarks>Spark's <c>sec</c>, since 3.3.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column of type double; NULL if an argument is NULL.</returns>
    public static Column Sec(ColumnOrName e) =>
        Call("sec", e.Expression);

    /// <summary>-1, 0 or 1 by the sign.</summary>
    /// <remarks>Spark's <c>sign</c>, since 1.4.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column of type double; NULL if an argument is NULL.</returns>
    public static Column Sign(ColumnOrName e) =>
        Call("sign", e.Expression);

    /// <summary>-1, 0 or 1 by the sign.</summary>
    /// <remarks>Spark's <c>signum</c>, since 1.4.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column of type double; NULL if an argument is NULL.</returns>
    public static Column Signum(ColumnOrName e) =>
        Call("signum", e.Expression);

    /// <summary>The sine of an angle in radians.</summary>
    /// <remarks>Spark's <c>sin</c>, since 1.4.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column of type double; NULL if an argument is NULL.</returns>
    public static Column Sin(ColumnOrName e) =>
        Call("sin", e.Expression);

    /// <summary>The hyperbolic sine.</summary>
    /// <remarks>Spark's <c>sinh</c>, since 1.4.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column of type double; NULL if an argument is NULL.</returns>
    public static Column Sinh(ColumnOrName e) =>
        Call("sinh", e.Expression);
}
