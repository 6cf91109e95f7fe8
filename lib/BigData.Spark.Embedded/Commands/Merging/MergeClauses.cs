using BigData.Spark.Embedded.Plans;
using BigData.Spark.Errors;
using BigData.Spark.Sql;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Commands.Merging;

/// <summary>One kind of clauses of a merge (WHEN MATCHED …), tried in order: which of them a row meets and what becomes of its columns.</summary>
internal sealed class MergeClauses
{
    private readonly ValueArray<MergeAction> _actions;
    private readonly MergeSides _sides;

    internal MergeClauses(ValueArray<MergeAction> actions, MergeSides sides)
    {
        _actions = actions;
        _sides = sides;
    }

    internal int Count => _actions.Count;

    internal bool IsEmpty => _actions.IsEmpty;

    /// <summary>The only clauses under which several source rows may meet one target row: delete, whatever the source says.</summary>
    internal bool IsUnconditionalDelete => _actions is [{ Kind: MergeActionKind.Delete, Condition: null }];

    internal bool HasStar => _actions.Items.Any(action => action.Kind is MergeActionKind.InsertStar or MergeActionKind.UpdateStar);

    /// <summary>Numbers of the clauses that delete.</summary>
    internal IEnumerable<int> Deletes => Numbers(action => action.Kind == MergeActionKind.Delete);

    /// <summary>Numbers of the clauses that update.</summary>
    internal IEnumerable<int> Updates => Numbers(action => action.Kind is MergeActionKind.Update or MergeActionKind.UpdateStar);

    /// <summary>The number of the first clause whose condition holds, counted from 1; 0 when none does.</summary>
    internal Expression Choice()
    {
        List<Expression> branches = [];
        for (int i = 0; i < _actions.Count; i++)
        {
            branches.Add(_actions[i].Condition is { } condition ? _sides.Bind(condition) : new Literal(DataTypes.Boolean, true));
            branches.Add(MergeSides.Number(i + 1));
        }

        return branches.Count == 0 ? MergeSides.Number(0) : new FunctionCall(["when"], [.. branches, MergeSides.Number(0)]);
    }

    /// <summary>Branches of a CASE over the number of the clause, that give the new value of a column.</summary>
    /// <param name="choice">The number of the clause.</param>
    /// <param name="column">The column of the target.</param>
    /// <param name="target">The target's schema as it will be.</param>
    /// <param name="source">The source's schema.</param>
    /// <param name="evolves">Whether columns that the source lacks stay as they are under a star.</param>
    /// <param name="kept">The value of a column that a clause does not name.</param>
    internal IEnumerable<Expression> Branches(Expression choice, StructField column, StructType target, StructType source, bool evolves, Expression kept)
    {
        for (int i = 0; i < _actions.Count; i++)
        {
            if (_actions[i].Kind != MergeActionKind.Delete)
            {
                yield return MergeSides.Call("==", choice, MergeSides.Number(i + 1));
                yield return NewValue(_actions[i], column, target, source, evolves, kept);
            }
        }
    }

    private Expression NewValue(MergeAction action, StructField column, StructType target, StructType source, bool evolves, Expression kept)
    {
        if (action.Kind is MergeActionKind.InsertStar or MergeActionKind.UpdateStar)
        {
            int index = source.IndexOf(column.Name, ignoreCase: true);
            return index >= 0 ? Assigned(_sides.SourceColumn(source[index].Name), source[index].DataType, column)
                : evolves ? kept
                : throw Unresolved(column.Name, action, source.FieldNames.Select(name => name));
        }

        foreach (MergeAssignment assignment in action.Assignments)
        {
            if (string.Equals(KeyColumn(assignment, action, target), column.Name, StringComparison.OrdinalIgnoreCase))
            {
                return Assigned(_sides.Bind(assignment.Value), null, column);
            }
        }

        return kept;
    }

    /// <summary>Every assignment names a column of the target.</summary>
    /// <exception cref="SparkException">DELTA_MERGE_UNRESOLVED_EXPRESSION.</exception>
    internal void Check(StructType target)
    {
        foreach (MergeAction action in _actions)
        {
            foreach (MergeAssignment assignment in action.Assignments)
            {
                KeyColumn(assignment, action, target);
            }
        }
    }

    private static string KeyColumn(MergeAssignment assignment, MergeAction action, StructType target)
    {
        if (assignment.Key is UnresolvedAttribute { NameParts: { IsEmpty: false } parts } && target.IndexOf(parts[^1], ignoreCase: true) >= 0)
        {
            return parts[^1];
        }

        throw Unresolved(assignment.Key.ToString(), action, target.FieldNames);
    }

    private static Expression Assigned(Expression value, DataType? type, StructField column) =>
        type is not null && DeltaSchemas.SameType(type, column.DataType) ? value : new Cast(value, DeltaSchemas.AsNullable(column.DataType), CastMode.Ansi);

    private static SparkException Unresolved(string name, MergeAction action, IEnumerable<string> columns) => SparkErrors.Create(
        "DELTA_MERGE_UNRESOLVED_EXPRESSION",
        ("sqlExpr", name),
        ("clause", action.Kind is MergeActionKind.Insert or MergeActionKind.InsertStar ? "INSERT clause" : "UPDATE clause"),
        ("cols", string.Join(", ", columns)));

    private IEnumerable<int> Numbers(Func<MergeAction, bool> wanted) => Enumerable.Range(1, _actions.Count).Where(number => wanted(_actions[number - 1]));
}
