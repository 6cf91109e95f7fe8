using BigData.Spark.Embedded.Plans;
using BigData.Spark.Sql;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Deriving;

/// <summary>Pairs of values that are counted, values that occur often, and samples by value.</summary>
internal static class FrequencyPlans
{
    private const double LeastSupport = 1e-4;

    public static Relation Crosstab(Crosstab crosstab)
    {
        string table = $"{crosstab.Column1}_{crosstab.Column2}";
        Project pairs = new(
            crosstab.Input,
            [
                Build.Named(Shown(Build.Parsed(crosstab.Column1)), table),
                Build.Named(Build.Call("replace", Shown(Build.Parsed(crosstab.Column2)), Build.Text("`"), Build.Text(string.Empty)), "value"),
            ]);
        Aggregate counts = new(pairs, GroupKind.Pivot, [Build.Column(table)], [Build.Call("count", new Literal(DataTypes.Integer, 1))])
        {
            Pivot = new Pivot(Build.Column("value"), default),
        };
        return new FillNa(counts, default, [new Literal(DataTypes.Long, 0L)]);
    }

    public static Relation Items(FrequentItems items)
    {
        if (items.Support is not (>= LeastSupport and <= 1))
        {
            throw new SparkIllegalArgumentException(FormattableString.Invariant($"requirement failed: Support must be in [{LeastSupport}, 1], but got {items.Support}."));
        }

        Relation? all = null;
        foreach (string column in items.Columns)
        {
            Relation one = Frequent(items.Input, column, items.Support);
            all = all is null ? one : new Join(all, one, JoinKind.Cross, null, default);
        }

        return all ?? new Project(null, default);
    }

    public static Relation Sample(SampleBy sample)
    {
        if (sample.Fractions.Items.FirstOrDefault(f => f.Fraction is not (>= 0 and <= 1)) is { } wrong)
        {
            throw new SparkIllegalArgumentException(
                FormattableString.Invariant($"requirement failed: Fractions must be in [0, 1], but got {wrong.Fraction}."));
        }

        List<Expression> branches = [];
        foreach (SampleFraction fraction in sample.Fractions)
        {
            branches.Add(Build.Call("<=>", sample.Column, fraction.Value));
            branches.Add(Build.Number(fraction.Fraction));
        }

        branches.Add(Build.Number(0));
        Expression part = new FunctionCall(["when"], branches.ToValueArray());
        Expression draw = Build.Call("rand", new Literal(DataTypes.Long, sample.Seed ?? 0));
        return new Filter(sample.Input, Build.Call("<", draw, branches.Count == 1 ? branches[0] : part));
    }

    private static Expression Shown(Expression value)
        => Build.Call("coalesce", Build.Cast(value, DataTypes.String), Build.Text("null"));

    private static Aggregate Frequent(Relation input, string column, double support)
    {
        Project values = new(input, [Build.Named(Build.Parsed(column), "value")]);
        Aggregate counted = new(
            values, GroupKind.GroupBy, [Build.Column("value")], [Build.Named(Build.Call("count", new Literal(DataTypes.Integer, 1)), "rows")]);
        Window total = new(Build.Call("sum", Build.Column("rows")), default, default);
        Project shares = new(counted, [Build.Column("value"), Build.Named(Build.Call("/", Build.Column("rows"), total), "share")]);
        Filter frequent = new(shares, Build.Call(">=", Build.Column("share"), Build.Number(support)));
        return Build.Total(frequent, Build.Named(Build.Call("collect_list", Build.Column("value")), $"{column}_freqItems"));
    }
}
