using BigData.Spark.Plans;

namespace BigData.Spark.Sql;

/// <content>Functions of the catalogue's group String; its test writes this file.</content>
public static partial class Functions
{
    /// <summary>The code of the first character; 0 for an empty text.</summary>
    /// <remarks>Spark's <c>ascii</c>, since 1.5.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column of type int; NULL if an argument is NULL.</returns>
    public static Column Ascii(ColumnOrName e) =>
        Call("ascii", e.Expression);

    /// <summary>Bytes as Base64.</summary>
    /// <remarks>Spark's <c>base64</c>, since 1.5.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column of type string; NULL if an argument is NULL.</returns>
    public static Column Base64(ColumnOrName e) =>
        Call("base64", e.Expression);

    /// <summary>The count of bits of the text in UTF-8, or of the bytes.</summary>
    /// <remarks>Spark's <c>bit_length</c>, since 2.3.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column of type int; NULL if an argument is NULL.</returns>
    public static Column BitLength(ColumnOrName e) =>
        Call("bit_length", e.Expression);

    /// <summary>A text without spaces, or other characters, at both ends.</summary>
    /// <remarks>Spark's <c>btrim</c>, since 3.2.0.</remarks>
    /// <param name="str">A column, or its name.</param>
    /// <param name="trim">A value, or a column; the engine's default if null.</param>
    /// <returns>A column of type string; NULL if an argument is NULL.</returns>
    public static Column Btrim(ColumnOrName str, ColumnOrValue? trim = null) =>
        Call("btrim", str.Expression, trim?.Expression);

    /// <summary>The character of a code, modulo 256.</summary>
    /// <remarks>Spark's <c>char</c>, since 2.3.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column of type string; NULL if an argument is NULL.</returns>
    public static Column Char(ColumnOrName e) =>
        Call("char", e.Expression);

    /// <summary>The count of characters, or of bytes.</summary>
    /// <remarks>Spark's <c>char_length</c>, since 2.3.0.</remarks>
    /// <param name="str">A column, or its name.</param>
    /// <returns>A column of type int; NULL if an argument is NULL.</returns>
    public static Column CharLength(ColumnOrName str) =>
        Call("char_length", str.Expression);

    /// <summary>The count of characters, or of bytes.</summary>
    /// <remarks>Spark's <c>character_length</c>, since 2.3.0.</remarks>
    /// <param name="str">A column, or its name.</param>
    /// <returns>A column of type int; NULL if an argument is NULL.</returns>
    public static Column CharacterLength(ColumnOrName str) =>
        Call("character_length", str.Expression);

    /// <summary>The character of a code, modulo 256.</summary>
    /// <remarks>Spark's <c>chr</c>, since 2.3.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column of type string; NULL if an argument is NULL.</returns>
    public static Column Chr(ColumnOrName e) =>
        Call("chr", e.Expression);

    /// <summary>A text that compares by another collation.</summary>
    /// <remarks>Spark's <c>collate</c>, since 4.0.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <param name="collation">A value, or a column.</param>
    /// <returns>A column of type string; NULL if an argument is NULL.</returns>
    public static Column Collate(ColumnOrName e, ColumnOrValue collation) =>
        Call("collate", e.Expression, collation.Expression);

    /// <summary>The name of the collation of a text.</summary>
    /// <remarks>Spark's <c>collation</c>, since 4.0.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column of type string; never NULL.</returns>
    public static Column Collation(ColumnOrName e) =>
        Call("collation", e.Expression);

    /// <summary>Texts, bytes or arrays one after another; NULL if one is NULL.</summary>
    /// <remarks>Spark's <c>concat</c>, since 1.5.0.</remarks>
    /// <param name="e">Columns, or their names.</param>
    /// <returns>A column: text, bytes or array, as the arguments; NULL if an argument is NULL.</returns>
    public static Column Concat(params ColumnOrName[] e) =>
        CallAll("concat", e);

    /// <summary>Texts, bytes or arrays one after another; NULL if one is NULL.</summary>
    /// <remarks>Spark's <c>concat</c>, since 1.5.0.</remarks>
    /// <param name="e">The columns.</param>
    /// <returns>A column: text, bytes or array, as the arguments; NULL if an argument is NULL.</returns>
    public static Column Concat(IEnumerable<Column> e) =>
        new(PlanExpressions.Call("concat", [.. e.Select(a => a.Expression)]));

    /// <summary>Texts and arrays of texts with a separator between; NULL is skipped.</summary>
    /// <remarks>Spark's <c>concat_ws</c>, since 1.5.0.</remarks>
    /// <param name="sep">A value, or a column.</param>
    /// <param name="e">Columns, or their names.</param>
    /// <returns>A column of type string.</returns>
    public static Column ConcatWs(ColumnOrValue sep, params ColumnOrName[] e) =>
        CallAll("concat_ws", e, sep.Expression);

    /// <summary>Texts and arrays of texts with a separator between; NULL is skipped.</summary>
    /// <remarks>Spark's <c>concat_ws</c>, since 1.5.0.</remarks>
    /// <param name="sep">A value, or a column.</param>
    /// <param name="e">The columns.</param>
    /// <returns>A column of type string.</returns>
    public static Column ConcatWs(ColumnOrValue sep, IEnumerable<Column> e) =>
        new(PlanExpressions.Call("concat_ws", [sep.Expression, .. e.Select(a => a.Expression)]));

    /// <summary>Whether a text holds another.</summary>
    /// <remarks>Spark's <c>contains</c>, since 3.3.0.</remarks>
    /// <param name="left">A column, or its name.</param>
    /// <param name="right">A value, or a column.</param>
    /// <returns>A column of type boolean; NULL if an argument is NULL.</returns>
    public static Column Contains(ColumnOrName left, ColumnOrValue right) =>
        Call("contains", left.Expression, right.Expression);

    /// <summary>Bytes of a character set as text.</summary>
    /// <remarks>Spark's <c>decode</c>, since 1.5.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <param name="charset">A value, or a column.</param>
    /// <returns>A column of type string; NULL if an argument is NULL.</returns>
    public static Column Decode(ColumnOrName e, ColumnOrValue charset) =>
        Call("decode", e.Expression, charset.Expression);

    /// <summary>The input of a number from 1.</summary>
    /// <remarks>Spark's <c>elt</c>, since 2.0.0.</remarks>
    /// <param name="n">A value, or a column.</param>
    /// <param name="e">Columns, or their names.</param>
    /// <returns>A column: the type of the inputs.</returns>
    public static Column Elt(ColumnOrValue n, params ColumnOrName[] e) =>
        CallAll("elt", e, n.Expression);

    /// <summary>The input of a number from 1.</summary>
    /// <remarks>Spark's <c>elt</c>, since 2.0.0.</remarks>
    /// <param name="n">A value, or a column.</param>
    /// <param name="e">The columns.</param>
    /// <returns>A column: the type of the inputs.</returns>
    public static Column Elt(ColumnOrValue n, IEnumerable<Column> e) =>
        new(PlanExpressions.Call("elt", [n.Expression, .. e.Select(a => a.Expression)]));

    /// <summary>A text as bytes of a character set.</summary>
    /// <remarks>Spark's <c>encode</c>, since 1.5.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <param name="charset">A value, or a column.</param>
    /// <returns>A column of type binary; NULL if an argument is NULL.</returns>
    public static Column Encode(ColumnOrName e, ColumnOrValue charset) =>
        Call("encode", e.Expression, charset.Expression);

    /// <summary>Whether a text ends with another.</summary>
    /// <remarks>Spark's <c>endswith</c>, since 3.3.0.</remarks>
    /// <param name="str">A column, or its name.</param>
    /// <param name="suffix">A value, or a column.</param>
    /// <returns>A column of type boolean; NULL if an argument is NULL.</returns>
    public static Column EndsWith(ColumnOrName str, ColumnOrValue suffix) =>
        Call("endswith", str.Expression, suffix.Expression);

    /// <summary>The position from 1 of a text in a list with commas; 0 if it is not there.</summary>
    /// <remarks>Spark's <c>find_in_set</c>, since 1.5.0.</remarks>
    /// <param name="str">A column, or its name.</param>
    /// <param name="strArray">A column, or its name.</param>
    /// <returns>A column of type int; NULL if an argument is NULL.</returns>
    public static Column FindInSet(ColumnOrName str, ColumnOrName strArray) =>
        Call("find_in_set", str.Expression, strArray.Expression);

    /// <summary>A number like 1,234.50 with a count of digits or a pattern.</summary>
    /// <remarks>Spark's <c>format_number</c>, since 1.5.0.</remarks>
    /// <param name="x">A column, or its name.</param>
    /// <param name="d">A value, or a column.</param>
    /// <returns>A column of type string; NULL if an argument is NULL.</returns>
    public static Column FormatNumber(ColumnOrName x, ColumnOrValue d) =>
        Call("format_number", x.Expression, d.Expression);

    /// <summary>Arguments in a format of printf.</summary>
    /// <remarks>Spark's <c>format_string</c>, since 1.5.0.</remarks>
    /// <param name="format">A value, or a column.</param>
    /// <param name="e">Columns, or their names.</param>
    /// <returns>A column of type string.</returns>
    public static Column FormatString(ColumnOrValue format, params ColumnOrName[] e) =>
        CallAll("format_string", e, format.Expression);

    /// <summary>Arguments in a format of printf.</summary>
    /// <remarks>Spark's <c>format_string</c>, since 1.5.0.</remarks>
    /// <param name="format">A value, or a column.</param>
    /// <param name="e">The columns.</param>
    /// <returns>A column of type string.</returns>
    public static Column FormatString(ColumnOrValue format, IEnumerable<Column> e) =>
        new(PlanExpressions.Call("format_string", [format.Expression, .. e.Select(a => a.Expression)]));

    /// <summary>Each word with its first letter in upper case and the others in lower case.</summary>
    /// <remarks>Spark's <c>initcap</c>, since 1.5.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column of type string; NULL if an argument is NULL.</returns>
    public static Column InitCap(ColumnOrName e) =>
        Call("initcap", e.Expression);

    /// <summary>The position from 1 of a text in another; 0 if it is not there.</summary>
    /// <remarks>Spark's <c>instr</c>, since 1.5.0.</remarks>
    /// <param name="str">A column, or its name.</param>
    /// <param name="substring">A value, or a column.</param>
    /// <returns>A column of type int; NULL if an argument is NULL.</returns>
    public static Column Instr(ColumnOrName str, ColumnOrValue substring) =>
        Call("instr", str.Expression, substring.Expression);

    /// <summary>Whether the bytes of a text are valid UTF-8.</summary>
    /// <remarks>Spark's <c>is_valid_utf8</c>, since 4.0.0.</remarks>
    /// <param name="str">A column, or its name.</param>
    /// <returns>A column of type boolean; NULL if an argument is NULL.</returns>
    public static Column IsValidUtf8(ColumnOrName str) =>
        Call("is_valid_utf8", str.Expression);

    /// <summary>A text in lower case.</summary>
    /// <remarks>Spark's <c>lcase</c>, since 1.0.1.</remarks>
    /// <param name="str">A column, or its name.</param>
    /// <returns>A column of type string; NULL if an argument is NULL.</returns>
    public static Column Lcase(ColumnOrName str) =>
        Call("lcase", str.Expression);

    /// <summary>The first characters.</summary>
    /// <remarks>Spark's <c>left</c>, since 2.3.0.</remarks>
    /// <param name="str">A column, or its name.</param>
    /// <param name="len">A value, or a column.</param>
    /// <returns>A column of type string; NULL if an argument is NULL.</returns>
    public static Column Left(ColumnOrName str, ColumnOrValue len) =>
        Call("left", str.Expression, len.Expression);

    /// <summary>The count of characters, or of bytes.</summary>
    /// <remarks>Spark's <c>len</c>, since 3.4.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column of type int; NULL if an argument is NULL.</returns>
    public static Column Len(ColumnOrName e) =>
        Call("len", e.Expression);

    /// <summary>The count of characters, or of bytes.</summary>
    /// <remarks>Spark's <c>length</c>, since 1.5.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column of type int; NULL if an argument is NULL.</returns>
    public static Column Length(ColumnOrName e) =>
        Call("length", e.Expression);

    /// <summary>The count of edits between two texts; -1 above a threshold.</summary>
    /// <remarks>Spark's <c>levenshtein</c>, since 1.5.0.</remarks>
    /// <param name="left">A column, or its name.</param>
    /// <param name="right">A column, or its name.</param>
    /// <param name="threshold">A value, or a column; the engine's default if null.</param>
    /// <returns>A column of type int; NULL if an argument is NULL.</returns>
    public static Column Levenshtein(ColumnOrName left, ColumnOrName right, ColumnOrValue? threshold = null) =>
        Call("levenshtein", left.Expression, right.Expression, threshold?.Expression);

    /// <summary>The position from 1 of a text in another, from a position on; 0 if it is not there.</summary>
    /// <remarks>Spark's <c>locate</c>, since 1.5.0.</remarks>
    /// <param name="substr">A value, or a column.</param>
    /// <param name="str">A column, or its name.</param>
    /// <param name="pos">A value, or a column; the engine's default if null.</param>
    /// <returns>A column of type int; NULL if an argument is NULL.</returns>
    public static Column Locate(ColumnOrValue substr, ColumnOrName str, ColumnOrValue? pos = null) =>
        Call("locate", substr.Expression, str.Expression, pos?.Expression);

    /// <summary>A text in lower case.</summary>
    /// <remarks>Spark's <c>lower</c>, since 1.0.1.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column of type string; NULL if an argument is NULL.</returns>
    public static Column Lower(ColumnOrName e) =>
        Call("lower", e.Expression);

    /// <summary>A text made as long as asked by characters before it, or cut.</summary>
    /// <remarks>Spark's <c>lpad</c>, since 1.5.0.</remarks>
    /// <param name="str">A column, or its name.</param>
    /// <param name="len">A value, or a column.</param>
    /// <param name="pad">A value, or a column; the engine's default if null.</param>
    /// <returns>A column of type string; NULL if an argument is NULL.</returns>
    public static Column LPad(ColumnOrName str, ColumnOrValue len, ColumnOrValue? pad = null) =>
        Call("lpad", str.Expression, len.Expression, pad?.Expression);

    /// <summary>A text without spaces at its start.</summary>
    /// <remarks>Spark's <c>ltrim</c>, since 1.5.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column of type string; NULL if an argument is NULL.</returns>
    public static Column LTrim(ColumnOrName e) =>
        Call("ltrim", e.Expression);

    /// <summary>Whether digits end with the right check digit of Luhn.</summary>
    /// <remarks>Spark's <c>luhn_check</c>, since 3.5.0.</remarks>
    /// <param name="str">A column, or its name.</param>
    /// <returns>A column of type boolean; NULL if an argument is NULL.</returns>
    public static Column LuhnCheck(ColumnOrName str) =>
        Call("luhn_check", str.Expression);

    /// <summary>A text with invalid bytes replaced.</summary>
    /// <remarks>Spark's <c>make_valid_utf8</c>, since 4.0.0.</remarks>
    /// <param name="str">A column, or its name.</param>
    /// <returns>A column of type string; NULL if an argument is NULL.</returns>
    public static Column MakeValidUtf8(ColumnOrName str) =>
        Call("make_valid_utf8", str.Expression);

    /// <summary>A text with letters and digits hidden.</summary>
    /// <remarks>Spark's <c>mask</c>, since 3.4.0.</remarks>
    /// <param name="input">A column, or its name.</param>
    /// <param name="upperChar">A value, or a column; the engine's default if null.</param>
    /// <param name="lowerChar">A value, or a column; the engine's default if null.</param>
    /// <param name="digitChar">A value, or a column; the engine's default if null.</param>
    /// <param name="otherChar">A value, or a column; the engine's default if null.</param>
    /// <returns>A column of type string.</returns>
    public static Column Mask(ColumnOrName input, ColumnOrValue? upperChar = null, ColumnOrValue? lowerChar = null, ColumnOrValue? digitChar = null, ColumnOrValue? otherChar = null) =>
        Call("mask", input.Expression, upperChar?.Expression, lowerChar?.Expression, digitChar?.Expression, otherChar?.Expression);

    /// <summary>The count of bytes of the text in UTF-8, or of the bytes.</summary>
    /// <remarks>Spark's <c>octet_length</c>, since 2.3.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column of type int; NULL if an argument is NULL.</returns>
    public static Column OctetLength(ColumnOrName e) =>
        Call("octet_length", e.Expression);

    /// <summary>A text with a part replaced from a position on.</summary>
    /// <remarks>Spark's <c>overlay</c>, since 3.0.0.</remarks>
    /// <param name="src">A column, or its name.</param>
    /// <param name="replace">A column, or its name.</param>
    /// <param name="pos">A value, or a column.</param>
    /// <param name="len">A value, or a column; the engine's default if null.</param>
    /// <returns>A column of type string; NULL if an argument is NULL.</returns>
    public static Column Overlay(ColumnOrName src, ColumnOrName replace, ColumnOrValue pos, ColumnOrValue? len = null) =>
        Call("overlay", src.Expression, replace.Expression, pos.Expression, len?.Expression);

    /// <summary>The position from 1 of a text in another; 0 if it is not there.</summary>
    /// <remarks>Spark's <c>position</c>, since 2.3.0.</remarks>
    /// <param name="substr">A value, or a column.</param>
    /// <param name="str">A column, or its name.</param>
    /// <param name="start">A value, or a column; the engine's default if null.</param>
    /// <returns>A column of type int; NULL if an argument is NULL.</returns>
    public static Column Position(ColumnOrValue substr, ColumnOrName str, ColumnOrValue? start = null) =>
        Call("position", substr.Expression, str.Expression, start?.Expression);

    /// <summary>Arguments in a format of printf.</summary>
    /// <remarks>Spark's <c>printf</c>, since 1.5.0.</remarks>
    /// <param name="format">A value, or a column.</param>
    /// <param name="e">Columns, or their names.</param>
    /// <returns>A column of type string.</returns>
    public static Column PrintF(ColumnOrValue format, params ColumnOrName[] e) =>
        CallAll("printf", e, format.Expression);

    /// <summary>Arguments in a format of printf.</summary>
    /// <remarks>Spark's <c>printf</c>, since 1.5.0.</remarks>
    /// <param name="format">A value, or a column.</param>
    /// <param name="e">The columns.</param>
    /// <returns>A column of type string.</returns>
    public static Column PrintF(ColumnOrValue format, IEnumerable<Column> e) =>
        new(PlanExpressions.Call("printf", [format.Expression, .. e.Select(a => a.Expression)]));

    /// <summary>A text between apostrophes, with those inside escaped.</summary>
    /// <remarks>Spark's <c>quote</c>, since 4.1.0.</remarks>
    /// <param name="str">A column, or its name.</param>
    /// <returns>A column of type string; NULL if an argument is NULL.</returns>
    public static Column Quote(ColumnOrName str) =>
        Call("quote", str.Expression);

    /// <summary>A random text of letters and digits, new for each row.</summary>
    /// <remarks>Spark's <c>randstr</c>, since 4.0.0.</remarks>
    /// <param name="length">A value, or a column.</param>
    /// <param name="seed">A value, or a column; the engine's default if null.</param>
    /// <returns>A column of type string; never NULL.</returns>
    public static Column RandStr(ColumnOrValue length, ColumnOrValue? seed = null) =>
        Call("randstr", length.Expression, seed?.Expression);

    /// <summary>How often a regular expression is found.</summary>
    /// <remarks>Spark's <c>regexp_count</c>, since 3.4.0.</remarks>
    /// <param name="str">A column, or its name.</param>
    /// <param name="regexp">A value, or a column.</param>
    /// <returns>A column of type int; NULL if an argument is NULL.</returns>
    public static Column RegexpCount(ColumnOrName str, ColumnOrValue regexp) =>
        Call("regexp_count", str.Expression, regexp.Expression);

    /// <summary>A group of the first match of a regular expression, group 1 by default; empty if there is none.</summary>
    /// <remarks>Spark's <c>regexp_extract</c>, since 1.5.0.</remarks>
    /// <param name="str">A column, or its name.</param>
    /// <param name="regexp">A value, or a column.</param>
    /// <param name="idx">A value, or a column; the engine's default if null.</param>
    /// <returns>A column of type string; NULL if an argument is NULL.</returns>
    public static Column RegexpExtract(ColumnOrName str, ColumnOrValue regexp, ColumnOrValue? idx = null) =>
        Call("regexp_extract", str.Expression, regexp.Expression, idx?.Expression);
}
