using BigData.Spark.Sql;

namespace BigData.Spec.Expressions;

/// <summary>Arrays, maps, structs and functions over them.</summary>
public abstract class CollectionSpec(SpecEngine engine) : ExpressionSuite(engine)
{
    public static TheoryData<string, string, string> Values => new()
    {
        { "array(1, 2, 3)", "array<int>", "[1, 2, 3]" },
        { "array()", "array<void>", "[]" },
        { "array(1, null)", "array<int>", "[1, NULL]" },
        { "array(1, 2.5)", "array<decimal(11,1)>", "[1.0, 2.5]" },
        { "array(1, 2, 3)[0]", "int", "1" },
        { "get(array(1, 2), 5)", "int", "NULL" },
        { "element_at(array(1, 2, 3), 1)", "int", "1" },
        { "element_at(array(1, 2, 3), -1)", "int", "3" },
        { "try_element_at(array(1, 2, 3), 5)", "int", "NULL" },
        { "size(array(1, 2))", "int", "2" },
        { "size(null)", "int", "NULL" },
        { "cardinality(map('a', 1))", "int", "1" },
        { "array_size(array(1))", "int", "1" },
        { "array_contains(array(1, 2), 2)", "boolean", "true" },
        { "array_contains(array(1, null), 2)", "boolean", "NULL" },
        { "array_position(array('a', 'b'), 'b')", "bigint", "2" },
        { "array_position(array('a'), 'z')", "bigint", "0" },
        { "sort_array(array(3, null, 1))", "array<int>", "[NULL, 1, 3]" },
        { "sort_array(array(3, null, 1), false)", "array<int>", "[3, 1, NULL]" },
        { "array_sort(array(3, null, 1))", "array<int>", "[1, 3, NULL]" },
        { "array_sort(array('b', 'aa', 'c'), (l, r) -> length(r) - length(l))", "array<string>", "[aa, b, c]" },
        { "array_distinct(array(1, null, 1, null, 2))", "array<int>", "[1, NULL, 2]" },
        { "array_union(array(1, 2), array(2, 3))", "array<int>", "[1, 2, 3]" },
        { "array_intersect(array(1, 2, null), array(2, null))", "array<int>", "[2, NULL]" },
        { "array_except(array(1, 2, null), array(2))", "array<int>", "[1, NULL]" },
        { "array_join(array('a', null, 'b'), ',')", "string", "a,b" },
        { "array_join(array('a', null, 'b'), ',', '?')", "string", "a,?,b" },
        { "array_max(array(1, null, 3))", "int", "3" },
        { "array_min(array('b', 'a'))", "string", "a" },
        { "array_remove(array(1, 2, 1, null), 1)", "array<int>", "[2, NULL]" },
        { "array_repeat('x', 3)", "array<string>", "[x, x, x]" },
        { "array_append(array(1), 2)", "array<int>", "[1, 2]" },
        { "array_prepend(array(1), 0)", "array<int>", "[0, 1]" },
        { "array_insert(array(1, 3), 2, 2)", "array<int>", "[1, 2, 3]" },
        { "array_compact(array(1, null, 2))", "array<int>", "[1, 2]" },
        { "array_compact(array(if(1 > 0, 'a', null), if(1 > 2, 'b', null)))", "array<string>", "[a]" },
        { "filter(array(if(1 > 0, 'a', null), if(1 > 2, 'b', null)), x -> x is not null)", "array<string>", "[a]" },
        { "arrays_overlap(array(1, 2), array(2, 3))", "boolean", "true" },
        { "arrays_overlap(array(1, null), array(2, 3))", "boolean", "NULL" },
        { "arrays_zip(array(1, 2), array('a', 'b'))", "array<struct<0:int,1:string>>", "[{1, a}, {2, b}]" },
        { "concat(array(1), array(2, 3))", "array<int>", "[1, 2, 3]" },
        { "flatten(array(array(1), array(2, 3)))", "array<int>", "[1, 2, 3]" },
        { "flatten(array(array(1), null))", "array<int>", "NULL" },
        { "reverse(array(1, 2, 3))", "array<int>", "[3, 2, 1]" },
        { "slice(array(1, 2, 3, 4), 2, 2)", "array<int>", "[2, 3]" },
        { "slice(array(1, 2, 3, 4), -2, 2)", "array<int>", "[3, 4]" },
        { "sequence(1, 5)", "array<int>", "[1, 2, 3, 4, 5]" },
        { "sequence(5, 1, -2)", "array<int>", "[5, 3, 1]" },
        { "shuffle(array(1))", "array<int>", "[1]" },
        { "transform(array(1, 2), x -> x * 2)", "array<int>", "[2, 4]" },
        { "transform(array(1, 2), (x, i) -> x + i)", "array<int>", "[1, 3]" },
        { "filter(array(1, 2, 3), x -> x > 1)", "array<int>", "[2, 3]" },
        { "exists(array(1, 2, 3), x -> x > 2)", "boolean", "true" },
        { "forall(array(1, 2, 3), x -> x > 0)", "boolean", "true" },
        { "aggregate(array(1, 2, 3), 0, (acc, x) -> acc + x)", "int", "6" },
        { "aggregate(array(1, 2, 3), 0, (acc, x) -> acc + x, acc -> acc * 10)", "int", "60" },
        { "reduce(array(1, 2), 0, (a, x) -> a + x)", "int", "3" },
        { "zip_with(array(1, 2), array(10, 20), (x, y) -> x + y)", "array<int>", "[11, 22]" },
        { "map('a', 1, 'b', 2)", "map<string,int>", "{a -> 1, b -> 2}" },
        { "map('a', 1)['a']", "int", "1" },
        { "map('a', 1)['z']", "int", "NULL" },
        { "element_at(map('a', 1), 'z')", "int", "NULL" },
        { "map_keys(map('a', 1, 'b', 2))", "array<string>", "[a, b]" },
        { "map_values(map('a', 1, 'b', 2))", "array<int>", "[1, 2]" },
        { "map_entries(map('a', 1))", "array<struct<key:string,value:int>>", "[{a, 1}]" },
        { "map_from_arrays(array('a', 'b'), array(1, 2))", "map<string,int>", "{a -> 1, b -> 2}" },
        { "map_from_entries(array(struct('a', 1)))", "map<string,int>", "{a -> 1}" },
        { "map_concat(map('a', 1), map('b', 2))", "map<string,int>", "{a -> 1, b -> 2}" },
        { "map_contains_key(map('a', 1), 'a')", "boolean", "true" },
        { "map_filter(map('a', 1, 'b', 2), (k, v) -> v > 1)", "map<string,int>", "{b -> 2}" },
        { "transform_values(map('a', 1), (k, v) -> v + 1)", "map<string,int>", "{a -> 2}" },
        { "transform_keys(map('a', 1), (k, v) -> upper(k))", "map<string,int>", "{A -> 1}" },
        { "str_to_map('a:1,b:2')", "map<string,string>", "{a -> 1, b -> 2}" },
        { "str_to_map('a=1;b=2', ';', '=')", "map<string,string>", "{a -> 1, b -> 2}" },
        { "struct(1, 'a')", "struct<col1:int,col2:string>", "{1, a}" },
        { "named_struct('x', 1, 'y', 'b')", "struct<x:int,y:string>", "{1, b}" },
        { "named_struct('x', 1, 'y', 'b').y", "string", "b" },
        { "named_struct('x', named_struct('y', 5)).x.y", "int", "5" },
        { "array(named_struct('x', 1), named_struct('x', 2)).x", "array<int>", "[1, 2]" },
        { "array(1, 2) = array(1, 2)", "boolean", "true" },
        { "array(1, 2) < array(1, 3)", "boolean", "true" },
        { "struct(1, 2) = struct(1, 2)", "boolean", "true" },
        { "array_agg(1)", "array<int>", "[1]" },
        { "size(split('a,b', ','))", "int", "2" },
        { "exists(array(1, null), x -> x > 1)", "boolean", "NULL" },
        { "element_at(map(1, 'a'), 1)", "string", "a" },
        { "sort_array(array(struct(2, 'a'), struct(1, 'b')))", "array<struct<col1:int,col2:string>>", "[{1, b}, {2, a}]" },
    };

    public static TheoryData<string, string, Type> Mistakes => new()
    {
        { "array(1, 2, 3)[3]", "INVALID_ARRAY_INDEX", typeof(SparkArrayIndexOutOfBoundsException) },
        { "array(1, 2, 3)[-1]", "INVALID_ARRAY_INDEX", typeof(SparkArrayIndexOutOfBoundsException) },
        { "element_at(array(1, 2, 3), 5)", "INVALID_ARRAY_INDEX_IN_ELEMENT_AT", typeof(SparkArrayIndexOutOfBoundsException) },
        { "element_at(array(1, 2, 3), 0)", "INVALID_INDEX_OF_ZERO", typeof(SparkRuntimeException) },
        { "map('a', 1, 'a', 2)", "DUPLICATED_MAP_KEY", typeof(SparkRuntimeException) },
        { "array(1, 'a')", "CAST_INVALID_INPUT", typeof(SparkNumberFormatException) },
        { "concat(array(1), null)", "DATATYPE_MISMATCH.DATA_DIFF_TYPES", typeof(AnalysisException) },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void An_expression_gives_the_type_and_value_that_Spark_gives(string expression, string type, string value) =>
        AssertValue(Values, expression, type, value);

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_wrong_expression_gives_the_error_that_Spark_gives(string expression, string errorClass, Type exception) =>
        AssertMistake(expression, errorClass, exception);
}
