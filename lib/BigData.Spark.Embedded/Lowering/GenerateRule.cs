using BigData.DuckDb;
using BigData.Spark.Embedded.Functions;
using BigData.Spark.Embedded.Resolved;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Lowering;

/// <summary>Generators become a projection that unnests one list a column; DuckDB unnests the lists of one row in step.</summary>
internal static class GenerateRule
{
    public static ResolvedRelation Apply(ResolvedRelation plan)
        => PlanFacts.TransformUp(plan, node => node is ResolvedGenerate generate ? Lower(generate) : node);

    private static ResolvedProject Lower(ResolvedGenerate generate)
    {
        TypedCall call = (TypedCall)generate.Generator;
        List<NamedExpression> items = [.. generate.Input.Columns.Items.Select(NamedExpression.PassThrough)];
        TypedExpression value = call.Arguments[0];
        for (int i = 0; i < generate.Generated.Count; i++)
        {
            OutputColumn column = generate.Generated[i];
            string list = List(call, value.Type, i);
            if (generate.IsOuter)
            {
                list = $"CASE WHEN coalesce({Length(value.Type)}, 0) = 0 THEN [CAST(NULL AS {DuckTypes.Template(column.Type)})] ELSE {list} END";
            }

            items.Add(new NamedExpression(new SqlExpression($"unnest({list})", [value], column.Type, column.IsNullable), column));
        }

        return new ResolvedProject(generate.Input, items.ToValueArray());
    }

    private static string Length(DataType type) => type is MapType ? "cardinality({0})" : "len({0})";

    private static string List(TypedCall call, DataType type, int column)
    {
        string function = call.Function.Replace("_outer", string.Empty, StringComparison.Ordinal);
        if (function == "inline")
        {
            StructType fields = (StructType)((ArrayType)type).ElementType;
            return $"list_transform({{0}}, lambda e: struct_extract(e, {SqlTemplate.Escape(DuckDbSql.Literal(fields[column].Name))}))";
        }

        bool hasPosition = function == "posexplode";
        if (hasPosition && column == 0)
        {
            return $"list_transform(range(0, CAST({Length(type)} AS BIGINT)), lambda e: CAST(e AS INTEGER))";
        }

        int part = hasPosition ? column - 1 : column;
        return type is MapType ? (part == 0 ? "map_keys({0})" : "map_values({0})") : "{0}";
    }
}
