using BigData.Spark.Sql.Types;

namespace BigData.Spark.Catalogue;

/// <content>Functions of the group Url.</content>
internal static partial class FunctionCatalogue
{
    private static FunctionInfo[] UrlFunctions =>
    [
        new("parse_url", FunctionGroup.Url, "url, part:v, key:v?", ResultRule.Of(DataTypes.String), NullRule.OwnRule, "2.0.0", "A part of a URL: HOST, PATH, QUERY, REF, PROTOCOL, FILE, AUTHORITY or USERINFO."),
        new("try_parse_url", FunctionGroup.Url, "url, part:v, key:v?", ResultRule.Of(DataTypes.String), NullRule.OwnRule, "4.0.0", "A part of a URL, or NULL if it is not valid."),
        new("url_decode", FunctionGroup.Url, "str", ResultRule.Of(DataTypes.String), NullRule.NullIfAnyNull, "3.4.0", "A text from the encoding of URLs."),
        new("url_encode", FunctionGroup.Url, "str", ResultRule.Of(DataTypes.String), NullRule.NullIfAnyNull, "3.4.0", "A text in the encoding of URLs."),
    ];
}
