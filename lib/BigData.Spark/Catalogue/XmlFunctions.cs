using BigData.Spark.Sql.Types;

namespace BigData.Spark.Catalogue;

/// <content>Functions of the group Xml.</content>
internal static partial class FunctionCatalogue
{
    private static FunctionInfo[] XmlFunctions =>
    [
        new("from_xml", FunctionGroup.Xml, "e, schema:v", ResultRule.Special("the schema"), NullRule.OwnRule, "4.0.0", "The struct that XML text stands for, by a schema in DDL."),
        new("schema_of_xml", FunctionGroup.Xml, "xml:v", ResultRule.Of(DataTypes.String), NullRule.NullIfAnyNull, "4.0.0", "The schema of XML text, in DDL."),
        new("to_xml", FunctionGroup.Xml, "e", ResultRule.Of(DataTypes.String), NullRule.NullIfAnyNull, "4.0.0", "A struct as XML text."),
        new("xpath", FunctionGroup.Xml, "xml, path:v", ResultRule.ArrayOf(ResultRule.Of(DataTypes.String)), NullRule.NullIfAnyNull, "2.0.0", "The texts of the nodes of XML that a path finds.", "XPath"),
    ];
}
