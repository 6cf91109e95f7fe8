namespace BigData.Spark.Sql;

/// <content>Functions of the catalogue's group String; its test writes this file.</content>
public static partial class Functions
{
    /// <summary>A group of all matches of a regular expression, group 1 by default.</summary>
    /// <remarks>Spark's <c>regexp_extract_all</c>, since 3.1.0.</remarks>
    /// <param name="str">A column, or its name.</param>
    /// <param name="regexp">A value, or a column.</param>
    /// <param name="idx">A value, or a column; the engine's default if null.</param>
    /// <returns>A column: array of string; NULL if an argument is NULL.</returns>
    public static Column RegexpExtractAll(ColumnOrName str, ColumnOrValue regexp, ColumnOrValue? idx = null) =>
        Call("regexp_extract_all", str.Expression, regexp.Expression, idx?.Expression);

    /// <summary>The position from 1 of the first match of a regular expression; 0 if there is none.</summary>
    /// <remarks>Spark's <c>regexp_instr</c>, since 3.4.0.</remarks>
    /// <param name="str">A column, or its name.</param>
    /// <param name="regexp">A value, or a column.</param>
    /// <param name="idx">A value, or a column; the engine's default if null.</param>
    /// <returns>A column of type int; NULL if an argument is NULL.</returns>
    public static Column RegexpInstr(ColumnOrName str, ColumnOrValue regexp, ColumnOrValue? idx = null) =>
        Call("regexp_instr", str.Expression, regexp.Expression, idx?.Expression);

    /// <summary>A text with all matches of a regular expression replaced; $1 is the first group.</summary>
    /// <remarks>Spark's <c>regexp_replace</c>, since 1.5.0.</remarks>
    /// <param name="str">A column, or its name.</param>
    /// <param name="regexp">A value, or a column.</param>
    /// <param name="replacement">A value, or a column.</param>
    /// <param name="pos">A value, or a column; the engine's default if null.</param>
    /// <returns>A column of type string; NULL if an argument is NULL.</returns>
    public static Column RegexpReplace(ColumnOrName str, ColumnOrValue regexp, ColumnOrValue replacement, ColumnOrValue? pos = null) =>
        Call("regexp_replace", str.Expression, regexp.Expression, replacement.Expression, pos?.Expression);

    /// <summary>The first match of a regular expression, or NULL.</summary>
    /// <remarks>Spark's <c>regexp_substr</c>, since 3.4.0.</remarks>
    /// <param name="str">A column, or its name.</param>
    /// <param name="regexp">A value, or a column.</param>
    /// <returns>A column of type string.</returns>
    public static Column RegexpSubstr(ColumnOrName str, ColumnOrValue regexp) =>
        Call("regexp_substr", str.Expression, regexp.Expression);

    /// <summary>A text several times.</summary>
    /// <remarks>Spark's <c>repeat</c>, since 1.5.0.</remarks>
    /// <param name="str">A column, or its name.</param>
    /// <param name="n">A value, or a column.</param>
    /// <returns>A column of type string; NULL if an argument is NULL.</returns>
    public static Column Repeat(ColumnOrName str, ColumnOrValue n) =>
        Call("repeat", str.Expression, n.Expression);

    /// <summary>A text with all occurrences of another replaced, or removed.</summary>
    /// <remarks>Spark's <c>replace</c>, since 2.3.0.</remarks>
    /// <param name="src">A column, or its name.</param>
    /// <param name="search">A value, or a column.</param>
    /// <param name="replacement">A value, or a column; the engine's default if null.</param>
    /// <returns>A column of type string; NULL if an argument is NULL.</returns>
    public static Column Replace(ColumnOrName src, ColumnOrValue search, ColumnOrValue? replacement = null) =>
        Call("replace", src.Expression, search.Expression, replacement?.Expression);

    /// <summary>The last characters.</summary>
    /// <remarks>Spark's <c>right</c>, since 2.3.0.</remarks>
    /// <param name="str">A column, or its name.</param>
    /// <param name="len">A value, or a column.</param>
    /// <returns>A column of type string; NULL if an argument is NULL.</returns>
    public static Column Right(ColumnOrName str, ColumnOrValue len) =>
        Call("right", str.Expression, len.Expression);

    /// <summary>A text made as long as asked by characters after it, or cut.</summary>
    /// <remarks>Spark's <c>rpad</c>, since 1.5.0.</remarks>
    /// <param name="str">A column, or its name.</param>
    /// <param name="len">A value, or a column.</param>
    /// <param name="pad">A value, or a column; the engine's default if null.</param>
    /// <returns>A column of type string; NULL if an argument is NULL.</returns>
    public static Column RPad(ColumnOrName str, ColumnOrValue len, ColumnOrValue? pad = null) =>
        Call("rpad", str.Expression, len.Expression, pad?.Expression);

    /// <summary>A text without spaces at its end.</summary>
    /// <remarks>Spark's <c>rtrim</c>, since 1.5.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column of type string; NULL if an argument is NULL.</returns>
    public static Column RTrim(ColumnOrName e) =>
        Call("rtrim", e.Expression);

    /// <summary>The words of each sentence.</summary>
    /// <remarks>Spark's <c>sentences</c>, since 2.0.0.</remarks>
    /// <param name="str">A column, or its name.</param>
    /// <param name="language">A value, or a column; the engine's default if null.</param>
    /// <param name="country">A value, or a column; the engine's default if null.</param>
    /// <returns>A column: array of array of string; NULL if an argument is NULL.</returns>
    public static Column Sentences(ColumnOrName str, ColumnOrValue? language = null, ColumnOrValue? country = null) =>
        Call("sentences", str.Expression, language?.Expression, country?.Expression);

    /// <summary>The Soundex code of a word.</summary>
    /// <remarks>Spark's <c>soundex</c>, since 1.5.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column of type string; NULL if an argument is NULL.</returns>
    public static Column Soundex(ColumnOrName e) =>
        Call("soundex", e.Expression);

    /// <summary>As many spaces as asked.</summary>
    /// <remarks>Spark's <c>space</c>, since 1.5.0.</remarks>
    /// <param name="n">A column, or its name.</param>
    /// <returns>A column of type string; NULL if an argument is NULL.</returns>
    public static Column Space(ColumnOrName n) =>
        Call("space", n.Expression);

    /// <summary>The parts of a text between matches of a regular expression.</summary>
    /// <remarks>Spark's <c>split</c>, since 1.5.0.</remarks>
    /// <param name="str">A column, or its name.</param>
    /// <param name="regexp">A value, or a column.</param>
    /// <param name="limit">A value, or a column; the engine's default if null.</param>
    /// <returns>A column: array of string; NULL if an argument is NULL.</returns>
    public static Column Split(ColumnOrName str, ColumnOrValue regexp, ColumnOrValue? limit = null) =>
        Call("split", str.Expression, regexp.Expression, limit?.Expression);

    /// <summary>The part of a number from 1 between delimiters; empty if there is none.</summary>
    /// <remarks>Spark's <c>split_part</c>, since 3.3.0.</remarks>
    /// <param name="str">A column, or its name.</param>
    /// <param name="delimiter">A value, or a column.</param>
    /// <param name="partNum">A value, or a column.</param>
    /// <returns>A column of type string; NULL if an argument is NULL.</returns>
    public static Column SplitPart(ColumnOrName str, ColumnOrValue delimiter, ColumnOrValue partNum) =>
        Call("split_part", str.Expression, delimiter.Expression, partNum.Expression);

    /// <summary>Whether a text begins with another.</summary>
    /// <remarks>Spark's <c>startswith</c>, since 3.3.0.</remarks>
    /// <param name="str">A column, or its name.</param>
    /// <param name="prefix">A value, or a column.</param>
    /// <returns>A column of type boolean; NULL if an argument is NULL.</returns>
    public static Column StartsWith(ColumnOrName str, ColumnOrValue prefix) =>
        Call("startswith", str.Expression, prefix.Expression);

    /// <summary>A part of a text from a position from 1, or from the end if negative.</summary>
    /// <remarks>Spark's <c>substr</c>, since 1.5.0.</remarks>
    /// <param name="str">A column, or its name.</param>
    /// <param name="pos">A value, or a column.</param>
    /// <param name="len">A value, or a column; the engine's default if null.</param>
    /// <returns>A column: text or bytes, as the first; NULL if an argument is NULL.</returns>
    public static Column Substr(ColumnOrName str, ColumnOrValue pos, ColumnOrValue? len = null) =>
        Call("substr", str.Expression, pos.Expression, len?.Expression);

    /// <summary>A part of a text from a position from 1, or from the end if negative.</summary>
    /// <remarks>Spark's <c>substring</c>, since 1.5.0.</remarks>
    /// <param name="str">A column, or its name.</param>
    /// <param name="pos">A value, or a column.</param>
    /// <param name="len">A value, or a column; the engine's default if null.</param>
    /// <returns>A column: text or bytes, as the first; NULL if an argument is NULL.</returns>
    public static Column Substring(ColumnOrName str, ColumnOrValue pos, ColumnOrValue? len = null) =>
        Call("substring", str.Expression, pos.Expression, len?.Expression);

    /// <summary>The text before the n-th delimiter, or after it from the end if negative.</summary>
    /// <remarks>Spark's <c>substring_index</c>, since 1.5.0.</remarks>
    /// <param name="str">A column, or its name.</param>
    /// <param name="delim">A value, or a column.</param>
    /// <param name="count">A value, or a column.</param>
    /// <returns>A column of type string; NULL if an argument is NULL.</returns>
    public static Column SubstringIndex(ColumnOrName str, ColumnOrValue delim, ColumnOrValue count) =>
        Call("substring_index", str.Expression, delim.Expression, count.Expression);

    /// <summary>The bytes that a text stands for: hex (default), utf-8 or base64.</summary>
    /// <remarks>Spark's <c>to_binary</c>, since 3.3.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <param name="format">A value, or a column; the engine's default if null.</param>
    /// <returns>A column of type binary; NULL if an argument is NULL.</returns>
    public static Column ToBinary(ColumnOrName e, ColumnOrValue? format = null) =>
        Call("to_binary", e.Expression, format?.Expression);

    /// <summary>A number, date or bytes as text in a format.</summary>
    /// <remarks>Spark's <c>to_char</c>, since 3.4.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <param name="format">A value, or a column.</param>
    /// <returns>A column of type string; NULL if an argument is NULL.</returns>
    public static Column ToChar(ColumnOrName e, ColumnOrValue format) =>
        Call("to_char", e.Expression, format.Expression);

    /// <summary>The number that a text in a format stands for.</summary>
    /// <remarks>Spark's <c>to_number</c>, since 3.3.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <param name="format">A value, or a column.</param>
    /// <returns>A column: decimal of the format; NULL if an argument is NULL.</returns>
    public static Column ToNumber(ColumnOrName e, ColumnOrValue format) =>
        Call("to_number", e.Expression, format.Expression);

    /// <summary>A number, date or bytes as text in a format.</summary>
    /// <remarks>Spark's <c>to_varchar</c>, since 3.5.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <param name="format">A value, or a column.</param>
    /// <returns>A column of type string; NULL if an argument is NULL.</returns>
    public static Column ToVarchar(ColumnOrName e, ColumnOrValue format) =>
        Call("to_varchar", e.Expression, format.Expression);

    /// <summary>A text with single characters replaced by others.</summary>
    /// <remarks>Spark's <c>translate</c>, since 1.5.0.</remarks>
    /// <param name="src">A column, or its name.</param>
    /// <param name="matching">A value, or a column.</param>
    /// <param name="replacement">A value, or a column.</param>
    /// <returns>A column of type string; NULL if an argument is NULL.</returns>
    public static Column Translate(ColumnOrName src, ColumnOrValue matching, ColumnOrValue replacement) =>
        Call("translate", src.Expression, matching.Expression, replacement.Expression);

    /// <summary>A text without spaces at both ends.</summary>
    /// <remarks>Spark's <c>trim</c>, since 1.5.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column of type string; NULL if an argument is NULL.</returns>
    public static Column Trim(ColumnOrName e) =>
        Call("trim", e.Expression);

    /// <summary>The bytes that a text stands for, or NULL.</summary>
    /// <remarks>Spark's <c>try_to_binary</c>, since 3.3.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <param name="format">A value, or a column; the engine's default if null.</param>
    /// <returns>A column of type binary.</returns>
    public static Column TryToBinary(ColumnOrName e, ColumnOrValue? format = null) =>
        Call("try_to_binary", e.Expression, format?.Expression);

    /// <summary>The number that a text in a format stands for, or NULL.</summary>
    /// <remarks>Spark's <c>try_to_number</c>, since 3.3.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <param name="format">A value, or a column.</param>
    /// <returns>A column: decimal of the format.</returns>
    public static Column TryToNumber(ColumnOrName e, ColumnOrValue format) =>
        Call("try_to_number", e.Expression, format.Expression);

    /// <summary>A text in upper case.</summary>
    /// <remarks>Spark's <c>ucase</c>, since 1.0.1.</remarks>
    /// <param name="str">A column, or its name.</param>
    /// <returns>A column of type string; NULL if an argument is NULL.</returns>
    public static Column Ucase(ColumnOrName str) =>
        Call("ucase", str.Expression);

    /// <summary>The bytes that Base64 stands for.</summary>
    /// <remarks>Spark's <c>unbase64</c>, since 1.5.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column of type binary; NULL if an argument is NULL.</returns>
    public static Column Unbase64(ColumnOrName e) =>
        Call("unbase64", e.Expression);

    /// <summary>A text in upper case.</summary>
    /// <remarks>Spark's <c>upper</c>, since 1.0.1.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column of type string; NULL if an argument is NULL.</returns>
    public static Column Upper(ColumnOrName e) =>
        Call("upper", e.Expression);
}
