using BigData.Spark.Sql.Types;

namespace BigData.Spark.Catalogue;

/// <content>Functions of the group Json.</content>
internal static partial class FunctionCatalogue
{
    private static FunctionInfo[] JsonFunctions =>
    [
        new("from_json", FunctionGroup.Json, "e, schema:v", ResultRule.Special("the schema"), NullRule.OwnRule, "2.2.0", "The value that JSON text stands for, by a schema in DDL."),
        new("get_json_object", FunctionGroup.Json, "e, path:v", ResultRule.Of(DataTypes.String), NullRule.OwnRule, "1.5.0", "A part of JSON text by a path such as $.a[0]."),
        new("json_array_length", FunctionGroup.Json, "e", ResultRule.Of(DataTypes.Integer), NullRule.OwnRule, "3.1.0", "The count of elements of the outermost array."),
        new("json_object_keys", FunctionGroup.Json, "e", ResultRule.ArrayOf(ResultRule.Of(DataTypes.String)), NullRule.OwnRule, "3.1.0", "The keys of the outermost object."),
        new("json_tuple", FunctionGroup.Json, "e, field:v*", ResultRule.Special("columns c0, c1 …"), NullRule.OwnRule, "1.6.0", "Fields of JSON text as columns."),
        new("schema_of_json", FunctionGroup.Json, "json:v", ResultRule.Of(DataTypes.String), NullRule.NullIfAnyNull, "2.4.0", "The schema of JSON text, in DDL."),
        new("to_json", FunctionGroup.Json, "e", ResultRule.Of(DataTypes.String), NullRule.NullIfAnyNull, "2.2.0", "A struct, map or array as JSON; fields that are NULL are left out."),
    ];
}
