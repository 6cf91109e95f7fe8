using BigData.Spark.Embedded.Plans;
using BigData.Spark.Embedded.Sources.Delta;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Commands.Merging;

/// <summary>The plans of a merge's stages. They are ordinary unresolved plans, so that the user's expressions mean what they mean everywhere.</summary>
internal sealed class MergePlans
{
    /// <summary>Columns of the table of matches: file and row of the target, row of the source, number of the clause.</summary>
    internal static readonly StructType MatchSchema = new(
        new StructField("__bigdata_match_file", DataTypes.Long), new StructField("__bigdata_match_row", DataTypes.Long),
        new StructField("__bigdata_match_source", DataTypes.Long), new StructField("__bigdata_match_clause", DataTypes.Integer));

    /// <summary>Columns of the table of target rows that no source row meets: file, row, number of the clause.</summary>
    internal static readonly StructType LonelySchema = new(
        new StructField("__bigdata_lonely_file", DataTypes.Long), new StructField("__bigdata_lonely_row", DataTypes.Long), new StructField("__bigdata_lonely_clause", DataTypes.Integer));

    private readonly MergeSides _sides;
    private readonly Expression _condition;
    private readonly MergeShape _shape;

    internal MergePlans(MergeSides sides, Expression condition, MergeShape shape)
    {
        _sides = sides;
        _condition = sides.Bind(condition);
        _shape = shape;
    }

    /// <summary>Which rows meet, and under which clause.</summary>
    internal Relation Matches() => new Project(
        new Join(MergeSides.ReadTarget(), _sides.ReadSource(), JoinKind.Inner, _condition, default),
        [
            Named(TargetFile, MatchSchema[0]), Named(TargetRow, MatchSchema[1]), Named(SourceRow, MatchSchema[2]), Named(_shape.Matched.Choice(), MatchSchema[3]),
        ]);

    /// <summary>Target rows without a match that meet a clause of their own.</summary>
    internal Relation Lonely()
    {
        Relation unmatched = new Join(MergeSides.ReadTarget(), MergeSides.Read(MergeSides.Matches), JoinKind.LeftAnti, SameRow(MatchSchema), default);
        Relation chosen = new Project(
            unmatched, [Named(TargetFile, LonelySchema[0]), Named(TargetRow, LonelySchema[1]), Named(_shape.NotMatchedBySource.Choice(), LonelySchema[2])]);
        return new Filter(chosen, MergeSides.Call(">", Column(LonelySchema[2]), MergeSides.Number(0)));
    }

    /// <summary>The rows of the rewritten files as they will be, deleted ones left out.</summary>
    internal Relation Rewritten()
    {
        (Relation rows, Expression matched, Expression lonely) = Met();
        rows = WithoutDeleted(WithoutDeleted(rows, matched, _shape.Matched), lonely, _shape.NotMatchedBySource);
        return new Project(rows, [.. _shape.Schema.Fields.Select(column => Named(Value(column, matched, lonely), column))]);
    }

    /// <summary>The rows of the rewritten files that no clause meets, so that they stay as they are.</summary>
    internal Relation Kept()
    {
        (Relation rows, Expression matched, Expression lonely) = Met();
        rows = new Filter(rows, MergeSides.Call("not", IsMet(matched, lonely)));
        return new Project(rows, [.. _shape.Schema.Fields.Select(column => Named(OldValue(column), column))]);
    }

    /// <summary>The rows that a clause meets: all columns as they will be, all columns as they are, and whether the row is deleted.</summary>
    internal Relation Changed()
    {
        (Relation rows, Expression matched, Expression lonely) = Met();
        rows = new Filter(rows, IsMet(matched, lonely));
        return new Project(
            rows,
            [
                .. _shape.Schema.Fields.Select(column => Named(Value(column, matched, lonely), column)),
                .. _shape.Schema.Fields.Select(column => Named(OldValue(column), column)),
                new Alias(MergeSides.Call("or", IsDeleted(matched, _shape.Matched), IsDeleted(lonely, _shape.NotMatchedBySource)), ["__bigdata_deleted"]),
            ]);
    }

    // The rows of the rewritten files with the numbers of the clauses that they meet; 0 for none.
    private (Relation Rows, Expression Matched, Expression Lonely) Met()
    {
        Relation rows = new Join(MergeSides.ReadTarget(), MergeSides.Read(MergeSides.Matches), JoinKind.LeftOuter, SameRow(MatchSchema), default);
        rows = new Join(rows, _sides.ReadSource(), JoinKind.LeftOuter, MergeSides.Call("==", Column(MatchSchema[2]), SourceRow), default);
        Expression matched = Chosen(MatchSchema[3]);
        Expression lonely = MergeSides.Number(0);
        if (!_shape.NotMatchedBySource.IsEmpty)
        {
            rows = new Join(rows, MergeSides.Read(MergeSides.Lonely), JoinKind.LeftOuter, SameRow(LonelySchema), default);
            lonely = Chosen(LonelySchema[2]);
        }

        return (rows, matched, lonely);
    }

    /// <summary>The rows that are inserted: those of the source that meet no target row but a clause of their own.</summary>
    /// <param name="against">What says which rows meet one.</param>
    internal Relation Inserted(MergeAgainst against)
    {
        Relation rows = against switch
        {
            MergeAgainst.Matches => new Join(_sides.ReadSource(), MergeSides.Read(MergeSides.Matches), JoinKind.LeftAnti, MergeSides.Call("==", SourceRow, Column(MatchSchema[2])), default),
            MergeAgainst.Target => new Join(_sides.ReadSource(), MergeSides.ReadTarget(), JoinKind.LeftAnti, _condition, default),
            _ => _sides.ReadSource(),
        };
        Expression choice = _shape.NotMatched.Choice();
        rows = new Filter(rows, MergeSides.Call(">", choice, MergeSides.Number(0)));
        return new Project(rows, [.. _shape.Schema.Fields.Select(column => Named(InsertedValue(column, choice), column))]);
    }

    private Expression Value(StructField column, Expression matched, Expression lonely)
    {
        Expression kept = OldValue(column);
        Expression[] branches =
        [
            .. _shape.Matched.Branches(matched, column, _shape.Schema, _shape.Source, _shape.Evolves, kept),
            .. _shape.NotMatchedBySource.Branches(lonely, column, _shape.Schema, _shape.Source, _shape.Evolves, kept),
        ];
        return branches.Length == 0 ? kept : new FunctionCall(["when"], [.. branches, kept]);
    }

    private Expression OldValue(StructField column) => _shape.IsNewColumn(column.Name) ? Null(column) : MergeSides.TargetColumn(column.Name);

    private Expression InsertedValue(StructField column, Expression choice)
    {
        Expression[] branches = [.. _shape.NotMatched.Branches(choice, column, _shape.Schema, _shape.Source, _shape.Evolves, Null(column))];
        return branches.Length == 2 ? branches[1] : new FunctionCall(["when"], [.. branches, Null(column)]);
    }

    private static Relation WithoutDeleted(Relation rows, Expression choice, MergeClauses clauses) =>
        clauses.Deletes.Any() ? new Filter(rows, MergeSides.Call("not", IsDeleted(choice, clauses))) : rows;

    private static Expression IsDeleted(Expression choice, MergeClauses clauses) => clauses.Deletes.Any()
        ? new FunctionCall(["in"], [choice, .. clauses.Deletes.Select(number => (Expression)MergeSides.Number(number))])
        : new Literal(DataTypes.Boolean, false);

    private static FunctionCall IsMet(Expression matched, Expression lonely) =>
        MergeSides.Call("or", MergeSides.Call(">", matched, MergeSides.Number(0)), MergeSides.Call(">", lonely, MergeSides.Number(0)));

    private static Expression TargetFile => MergeSides.TargetColumn(DeltaScan.FileIndexColumn);

    private static Expression TargetRow => MergeSides.TargetColumn(DeltaScan.RowIndexColumn);

    private Expression SourceRow => _sides.SourceColumn(MergeSides.SourceRow);

    private static FunctionCall SameRow(StructType table) =>
        MergeSides.Call("and", MergeSides.Call("==", TargetFile, Column(table[0])), MergeSides.Call("==", TargetRow, Column(table[1])));

    private static FunctionCall Chosen(StructField clause) => MergeSides.Call("coalesce", Column(clause), MergeSides.Number(0));

    private static UnresolvedAttribute Column(StructField field) => new([field.Name]);

    private static Cast Null(StructField column) => new(new Literal(DataTypes.Null, null), DeltaSchemas.AsNullable(column.DataType));

    private static Alias Named(Expression value, StructField column) => new(value, [column.Name]);
}

/// <summary>What tells the rows of the source that meet no row of the target.</summary>
internal enum MergeAgainst
{
    /// <summary>The target has no rows, so none does.</summary>
    Nothing,

    /// <summary>The target itself.</summary>
    Target,

    /// <summary>The table of matches.</summary>
    Matches,
}

/// <summary>What a merge knows before it runs: its clauses and the schemas of both sides.</summary>
/// <param name="Schema">The target's columns after the merge.</param>
/// <param name="Table">The target's columns before it.</param>
/// <param name="Source">The source's columns.</param>
/// <param name="Evolves">Whether the target takes over new columns of the source.</param>
/// <param name="Matched">WHEN MATCHED.</param>
/// <param name="NotMatched">WHEN NOT MATCHED.</param>
/// <param name="NotMatchedBySource">WHEN NOT MATCHED BY SOURCE.</param>
internal sealed record MergeShape(
    StructType Schema, StructType Table, StructType Source, bool Evolves, MergeClauses Matched, MergeClauses NotMatched, MergeClauses NotMatchedBySource)
{
    /// <summary>Whether rows can only be added: no other clause is there, or no row that it could meet.</summary>
    internal bool OnlyInserts(int targetFiles) => targetFiles == 0 || (Matched.IsEmpty && NotMatchedBySource.IsEmpty);

    internal bool IsNewColumn(string name) => Table.IndexOf(name, ignoreCase: true) < 0;
}
