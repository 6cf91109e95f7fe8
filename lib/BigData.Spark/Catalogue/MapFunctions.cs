using BigData.Spark.Sql.Types;

namespace BigData.Spark.Catalogue;

/// <content>Functions of the group Map.</content>
internal static partial class FunctionCatalogue
{
    private static FunctionInfo[] MapFunctions =>
    [
        new("map", FunctionGroup.Map, "e*", ResultRule.Special("map of the common types"), NullRule.NeverNull, "2.0.0", "A map of keys and values in turn."),
        new("map_concat", FunctionGroup.Map, "e*", ResultRule.SameAs(0), NullRule.NullIfAnyNull, "2.4.0", "The entries of several maps; an error for a key that two hold."),
        new("map_contains_key", FunctionGroup.Map, "e, key:v", ResultRule.Of(DataTypes.Boolean), NullRule.NullIfAnyNull, "3.3.0", "Whether a map holds a key."),
        new("map_entries", FunctionGroup.Map, "e", ResultRule.Special("array of struct key, value"), NullRule.NullIfAnyNull, "3.0.0", "The entries of a map."),
        new("map_filter", FunctionGroup.Map, "e, predicate:f2", ResultRule.SameAs(0), NullRule.NullIfAnyNull, "3.0.0", "The entries for which a condition over key and value is true."),
        new("map_from_arrays", FunctionGroup.Map, "keys, values", ResultRule.Special("map of the elements"), NullRule.NullIfAnyNull, "2.4.0", "A map of two arrays."),
        new("map_from_entries", FunctionGroup.Map, "e", ResultRule.Special("map of the fields"), NullRule.NullIfAnyNull, "2.4.0", "A map of an array of structs of key and value."),
        new("map_keys", FunctionGroup.Map, "e", ResultRule.Special("array of the keys"), NullRule.NullIfAnyNull, "2.0.0", "The keys of a map."),
        new("map_values", FunctionGroup.Map, "e", ResultRule.Special("array of the values"), NullRule.NullIfAnyNull, "2.0.0", "The values of a map."),
        new("map_zip_with", FunctionGroup.Map, "a, b, function:f3", ResultRule.Special("map of the key and the result"), NullRule.NullIfAnyNull, "3.0.0", "The values of two maps by key through a function of key and both values."),
        new("str_to_map", FunctionGroup.Map, "text, pairDelim:v?, keyValueDelim:v?", ResultRule.Of(new MapType(DataTypes.String, DataTypes.String)), NullRule.NullIfAnyNull, "2.0.1", "A map of a text like a:1,b:2."),
        new("transform_keys", FunctionGroup.Map, "e, function:f2", ResultRule.Special("map of the result and the value"), NullRule.NullIfAnyNull, "3.0.0", "The keys of a map through a function of key and value."),
        new("transform_values", FunctionGroup.Map, "e, function:f2", ResultRule.Special("map of the key and the result"), NullRule.NullIfAnyNull, "3.0.0", "The values of a map through a function of key and value."),
    ];
}
