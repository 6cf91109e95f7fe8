using BigData.Spark.Embedded.Plans;
using BigData.Spark.Embedded.Resolved;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Resolving;

/// <summary>Puts a generator function over a relation.</summary>
internal static class Generators
{
    /// <summary>The relation with the generator's columns at its end.</summary>
    /// <param name="relation">The rows.</param>
    /// <param name="generator">The call; its <c>_outer</c> form keeps rows for which nothing is generated.</param>
    /// <param name="names">Names of the columns, or none.</param>
    /// <param name="ids">Makes the columns.</param>
    /// <param name="syntax">Where it stands.</param>
    public static (ResolvedGenerate Relation, ValueArray<OutputColumn> Columns) Make(
        ResolvedRelation relation, TypedCall generator, ValueArray<string> names, ColumnIds ids, Expression? syntax)
    {
        bool isOuter = generator.Function.EndsWith("_outer", StringComparison.Ordinal);
        StructType shape = (StructType)((ArrayType)generator.Type).ElementType;
        if (!names.IsEmpty && names.Count != shape.Count)
        {
            throw AnalysisErrors.Make(
                "UDTF_ALIAS_NUMBER_MISMATCH",
                syntax,
                ("aliasesSize", shape.Count.ToString(System.Globalization.CultureInfo.InvariantCulture)),
                ("aliasesNames", string.Join(",", names)));
        }

        ValueArray<OutputColumn> columns = shape.Fields
            .Select((f, i) => ids.New(names.IsEmpty ? f.Name : names[i], f.DataType, f.IsNullable || isOuter)).ToValueArray();
        return (new ResolvedGenerate(relation, generator, isOuter, columns), columns);
    }
}
