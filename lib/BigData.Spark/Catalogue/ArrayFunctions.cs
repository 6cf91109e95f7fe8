using BigData.Spark.Sql.Types;

namespace BigData.Spark.Catalogue;

/// <content>Functions of the group Array.</content>
internal static partial class FunctionCatalogue
{
    private static FunctionInfo[] ArrayFunctions =>
    [
        new("aggregate", FunctionGroup.Array, "e, initialValue:v, merge:f2, finish:f1?", ResultRule.Special("the type of the start value"), NullRule.OwnRule, "2.4.0", "Folds an array into one value."),
        new("reduce", FunctionGroup.Array, "e, initialValue:v, merge:f2, finish:f1?", ResultRule.Special("the type of the start value"), NullRule.OwnRule, "3.4.0", "Folds an array into one value."),
        new("array", FunctionGroup.Array, "e*", ResultRule.Special("array of the common type"), NullRule.NeverNull, "1.1.0", "An array of values."),
        new("array_append", FunctionGroup.Array, "e, element:v", ResultRule.SameAs(0), NullRule.OwnRule, "3.4.0", "An array with an element at its end."),
        new("array_compact", FunctionGroup.Array, "e", ResultRule.SameAs(0), NullRule.NullIfAnyNull, "3.4.0", "An array without NULL."),
        new("array_contains", FunctionGroup.Array, "e, value:v", ResultRule.Of(DataTypes.Boolean), NullRule.NullIfAnyNull, "1.5.0", "Whether an array holds a value; NULL if it does not but holds NULL."),
        new("array_distinct", FunctionGroup.Array, "e", ResultRule.SameAs(0), NullRule.NullIfAnyNull, "2.4.0", "An array with each value once."),
        new("array_except", FunctionGroup.Array, "a, b", ResultRule.SameAs(0), NullRule.NullIfAnyNull, "2.4.0", "The different elements of one array that another lacks."),
        new("array_insert", FunctionGroup.Array, "e, pos:v, value:v", ResultRule.SameAs(0), NullRule.OwnRule, "3.4.0", "An array with an element at a position from 1, or from the end if negative."),
        new("array_intersect", FunctionGroup.Array, "a, b", ResultRule.SameAs(0), NullRule.NullIfAnyNull, "2.4.0", "The different elements that both arrays hold."),
        new("array_join", FunctionGroup.Array, "e, delimiter:v, nullReplacement:v?", ResultRule.Of(DataTypes.String), NullRule.NullIfAnyNull, "2.4.0", "The elements as text with a delimiter between; NULL is skipped or replaced."),
        new("array_max", FunctionGroup.Array, "e", ResultRule.ElementOf(0), NullRule.OwnRule, "2.4.0", "The greatest element; NULL is skipped."),
        new("array_min", FunctionGroup.Array, "e", ResultRule.ElementOf(0), NullRule.OwnRule, "2.4.0", "The least element; NULL is skipped."),
        new("array_position", FunctionGroup.Array, "e, value:v", ResultRule.Of(DataTypes.Long), NullRule.NullIfAnyNull, "2.4.0", "The position from 1 of a value; 0 if it is not there."),
        new("array_prepend", FunctionGroup.Array, "e, element:v", ResultRule.SameAs(0), NullRule.OwnRule, "3.5.0", "An array with an element at its start."),
        new("array_remove", FunctionGroup.Array, "e, element:v", ResultRule.SameAs(0), NullRule.NullIfAnyNull, "2.4.0", "An array without a value."),
        new("array_repeat", FunctionGroup.Array, "e, count:v", ResultRule.ArrayOf(ResultRule.SameAs(0)), NullRule.OwnRule, "2.4.0", "An array of one value several times."),
        new("array_size", FunctionGroup.Array, "e", ResultRule.Of(DataTypes.Integer), NullRule.NullIfAnyNull, "3.3.0", "The count of elements."),
        new("array_sort", FunctionGroup.Array, "e, comparator:f2?", ResultRule.SameAs(0), NullRule.NullIfAnyNull, "2.4.0", "An array in ascending order with NULL last, or by a comparison that gives -1, 0 or 1."),
        new("array_union", FunctionGroup.Array, "a, b", ResultRule.SameAs(0), NullRule.NullIfAnyNull, "2.4.0", "The different elements of both arrays."),
        new("arrays_overlap", FunctionGroup.Array, "a, b", ResultRule.Of(DataTypes.Boolean), NullRule.OwnRule, "2.4.0", "Whether both arrays share an element that is not NULL."),
        new("arrays_zip", FunctionGroup.Array, "e*", ResultRule.Special("array of struct"), NullRule.NullIfAnyNull, "2.4.0", "The n-th elements of arrays as structs."),
        new("cardinality", FunctionGroup.Array, "e", ResultRule.Of(DataTypes.Integer), NullRule.OwnRule, "2.4.0", "The count of elements of an array or map."),
        new("element_at", FunctionGroup.Array, "e, key:v", ResultRule.Special("element or value"), NullRule.OwnRule, "2.4.0", "The element at a position from 1, or the value of a key; an error outside of the array."),
        new("exists", FunctionGroup.Array, "e, predicate:f1", ResultRule.Of(DataTypes.Boolean), NullRule.OwnRule, "2.4.0", "Whether a condition is true for one element."),
        new("filter", FunctionGroup.Array, "e, predicate:f12", ResultRule.SameAs(0), NullRule.NullIfAnyNull, "2.4.0", "The elements for which a condition is true; the second variable is the position from 0."),
        new("flatten", FunctionGroup.Array, "e", ResultRule.ElementOf(0), NullRule.OwnRule, "2.4.0", "The elements of arrays in an array; NULL if one of them is NULL."),
        new("forall", FunctionGroup.Array, "e, predicate:f1", ResultRule.Of(DataTypes.Boolean), NullRule.OwnRule, "3.0.0", "Whether a condition is true for all elements.", "ForAll"),
        new("get", FunctionGroup.Array, "e, index:v", ResultRule.ElementOf(0), NullRule.OwnRule, "3.4.0", "The element at a position from 0; NULL outside of the array."),
        new("reverse", FunctionGroup.Array, "e", ResultRule.SameAs(0), NullRule.NullIfAnyNull, "1.5.0", "A text or array from its end to its start."),
        new("sequence", FunctionGroup.Array, "start, stop, step:v?", ResultRule.ArrayOf(ResultRule.SameAs(0)), NullRule.NullIfAnyNull, "2.4.0", "The values from one to another, both included."),
        new("shuffle", FunctionGroup.Array, "e, seed:v?", ResultRule.SameAs(0), NullRule.NullIfAnyNull, "2.4.0", "An array in random order."),
        new("size", FunctionGroup.Array, "e", ResultRule.Of(DataTypes.Integer), NullRule.OwnRule, "1.5.0", "The count of elements of an array or map; NULL for NULL."),
        new("slice", FunctionGroup.Array, "e, start:v, length:v", ResultRule.SameAs(0), NullRule.NullIfAnyNull, "2.4.0", "A part of an array from a position from 1, or from the end if negative."),
        new("sort_array", FunctionGroup.Array, "e, asc:v?", ResultRule.SameAs(0), NullRule.NullIfAnyNull, "1.5.0", "An array in ascending order with NULL first, or in descending order with NULL last."),
        new("transform", FunctionGroup.Array, "e, function:f12", ResultRule.Special("array of the result of the function"), NullRule.NullIfAnyNull, "2.4.0", "Each element through a function; the second variable is the position from 0."),
        new("try_element_at", FunctionGroup.Array, "e, key:v", ResultRule.Special("element or value"), NullRule.OwnRule, "3.3.0", "The element at a position from 1, or the value of a key; NULL if there is none."),
        new("zip_with", FunctionGroup.Array, "a, b, function:f2", ResultRule.Special("array of the result of the function"), NullRule.NullIfAnyNull, "2.4.0", "The n-th elements of two arrays through a function; the shorter one is filled with NULL."),
    ];
}
