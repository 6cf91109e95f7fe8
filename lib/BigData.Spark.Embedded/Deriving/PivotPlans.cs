using System.Globalization;
using BigData.Spark.Embedded.Decoding;
using BigData.Spark.Embedded.Plans;
using BigData.Spark.Embedded.Resolving;
using BigData.Spark.Sql;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Deriving;

/// <summary>Relations whose columns come from rows.</summary>
internal static class PivotPlans
{
    private const string Value = "value";
    private const string Key = "key";

    // spark.sql.transposeMaxValues
    private const int TransposeMaxValues = 500;

    /// <summary>The pivot with the values that its column has, in their order.</summary>
    public static async Task<Relation> WithValuesAsync(Aggregate aggregate, IPlanProbe probe, CancellationToken token)
    {
        int most = probe.Options.PivotMaxValues;
        Project column = new(aggregate.Input, [Build.Named(aggregate.Pivot!.Column, Value)]);
        Limit few = new(new Deduplicate(column, default, AllColumns: true), most + 1);
        IReadOnlyList<Row> rows = await probe.RowsAsync(new Sort(few, [new SortOrder(Build.Column(Value), SortDirection.Ascending, NullOrdering.First)]), token)
            .ConfigureAwait(false);
        if (rows.Count > most)
        {
            throw AnalysisErrors.Make(
                "_LEGACY_ERROR_TEMP_1324",
                null,
                ("pivotColumn", aggregate.Pivot.Column.ToString()),
                ("maxValues", most.ToString(CultureInfo.InvariantCulture)),
                ("config", "spark.sql.pivotMaxValues"));
        }

        return rows.Count == 0
            ? new Aggregate(aggregate.Input, GroupKind.GroupBy, aggregate.Grouping, default)
            : aggregate with
            {
                PlanId = null,
                Pivot = aggregate.Pivot with { Values = rows.Select(r => (Expression)LiteralDecoder.OfValue(r.Get(0))).ToValueArray() },
            };
    }

    /// <summary>A row for each column but the index, a column for each row.</summary>
    public static async Task<Relation> TransposeAsync(Transpose transpose, IPlanProbe probe, CancellationToken token)
    {
        StructType schema = await probe.SchemaAsync(transpose.Input, token).ConfigureAwait(false);
        if (schema.Count == 0)
        {
            return transpose.Input;
        }

        Expression index = transpose.IndexColumns.IsEmpty ? Build.Column(schema[0].Name) : transpose.IndexColumns[0];
        int indexColumn = index is UnresolvedAttribute { NameParts: [var name] } ? schema.IndexOf(name, ignoreCase: !probe.Options.CaseSensitive) : -1;
        if (indexColumn < 0 || transpose.IndexColumns.Count > 1)
        {
            throw AnalysisErrors.Make("TRANSPOSE_INVALID_INDEX_COLUMN", null, ("reason", "Index column must be an atomic attribute"));
        }

        if (schema[indexColumn].DataType is ArrayType or MapType or StructType)
        {
            throw AnalysisErrors.Make(
                "TRANSPOSE_INVALID_INDEX_COLUMN",
                null,
                ("reason", $"Index column must be of atomic type, but found: {schema[indexColumn].DataType.SimpleString}"));
        }

        int[] others = [.. Enumerable.Range(0, schema.Count).Where(i => i != indexColumn)];
        DataType? type = others.Length == 0 ? DataTypes.Null : TypeRules.Common(others.Select(i => schema[i].DataType));
        if (type is null)
        {
            throw AnalysisErrors.Make(
                "TRANSPOSE_NO_LEAST_COMMON_TYPE",
                null,
                ("dt1", schema[others[0]].DataType.SimpleString),
                ("dt2", schema[others[^1]].DataType.SimpleString));
        }

        return await TransposedAsync(transpose.Input, schema, indexColumn, type, probe, token).ConfigureAwait(false);
    }

    private static async Task<Relation> TransposedAsync(
        Relation input, StructType schema, int indexColumn, DataType type, IPlanProbe probe, CancellationToken token)
    {
        Relation plain = Build.Plain(input, schema.Count);
        Expression index = Build.Column(Build.Name(indexColumn));
        Filter present = new(plain, Build.Call("isNotNull", index));
        ValueArray<SortOrder> order = [new SortOrder(index, SortDirection.Ascending, NullOrdering.First)];
        Project names = new(new Sort(present, order), [Build.Named(Build.Cast(index, DataTypes.String), Key)]);
        IReadOnlyList<Row> rows = await probe.RowsAsync(new Limit(names, TransposeMaxValues + 1), token).ConfigureAwait(false);
        if (rows.Count > TransposeMaxValues)
        {
            throw AnalysisErrors.Make(
                "TRANSPOSE_EXCEED_ROW_LIMIT", null, ("maxValues", TransposeMaxValues.ToString(CultureInfo.InvariantCulture)), ("config", "spark.sql.transposeMaxValues"));
        }

        int[] others = [.. Enumerable.Range(0, schema.Count).Where(i => i != indexColumn)];
        Window number = new(Build.Call("row_number"), default, order);
        Project numbered = new(present, [new Star(default), Build.Named(number, "n")]);
        List<Expression> cells = [];
        List<IReadOnlyList<Expression>> table = [];
        foreach (int other in others)
        {
            List<Expression> line = [Build.Text(schema[other].Name)];
            for (int row = 0; row < rows.Count; row++)
            {
                string cell = FormattableString.Invariant($"v{cells.Count}");
                Expression value = Build.Cast(Build.Column(Build.Name(other)), type);
                Expression isRow = Build.Call("==", Build.Column("n"), new Literal(DataTypes.Integer, row + 1));
                cells.Add(Build.Named(new FunctionCall("first", value) { Filter = isRow }, cell));
                line.Add(Build.Column(cell));
            }

            table.Add(line);
        }

        ValueArray<string> header = [Key, .. rows.Select(r => r.GetAs<string>(0))];
        Relation total = cells.Count == 0 ? new RangeRelation(0, 1, 1) : Build.Total(numbered, [.. cells]);
        return table.Count > 0
            ? Build.Rows(total, header, table)
            : new ToDF(
                new Limit(new Project(null, [Build.Text(string.Empty), .. rows.Select(_ => (Expression)new Literal(DataTypes.Null, null))]), 0), header);
    }
}
