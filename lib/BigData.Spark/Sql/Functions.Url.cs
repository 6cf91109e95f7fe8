namespace BigData.Spark.Sql;

/// <content>Functions of the catalogue's group Url; its test writes this file.</content>
public static partial class Functions
{
    /// <summary>A part of a URL: HOST, PATH, QUERY, REF, PROTOCOL, FILE, AUTHORITY or USERINFO.</summary>
    /// <remarks>Spark's <c>parse_url</c>, since 2.0.0.</remarks>
    /// <param name="url">A column, or its name.</param>
    /// <param name="part">A value, or a column.</param>
    /// <param name="key">A value, or a column; the engine's default if null.</param>
    /// <returns>A column of type string.</returns>
    public static Column ParseUrl(ColumnOrName url, ColumnOrValue part, ColumnOrValue? key = null) =>
        Call("parse_url", url.Expression, part.Expression, key?.Expression);

    /// <summary>A part of a URL, or NULL if it is not valid.</summary>
    /// <remarks>Spark's <c>try_parse_url</c>, since 4.0.0.</remarks>
    /// <param name="url">A column, or its name.</param>
    /// <param name="part">A value, or a column.</param>
    /// <param name="key">A value, or a column; the engine's default if null.</param>
    /// <returns>A column of type string.</returns>
    public static Column TryParseUrl(ColumnOrName url, ColumnOrValue part, ColumnOrValue? key = null) =>
        Call("try_parse_url", url.Expression, part.Expression, key?.Expression);

    /// <summary>A text from the encoding of URLs.</summary>
    /// <remarks>Spark's <c>url_decode</c>, since 3.4.0.</remarks>
    /// <param name="str">A column, or its name.</param>
    /// <returns>A column of type string; NULL if an argument is NULL.</returns>
    public static Column UrlDecode(ColumnOrName str) =>
        Call("url_decode", str.Expression);

    /// <summary>A text in the encoding of URLs.</summary>
    /// <remarks>Spark's <c>url_encode</c>, since 3.4.0.</remarks>
    /// <param name="str">A column, or its name.</param>
    /// <returns>A column of type string; NULL if an argument is NULL.</returns>
    public static Column UrlEncode(ColumnOrName str) =>
        Call("url_encode", str.Expression);
}
