using BigData.Spark.Engine;
using BigData.Spark.Errors;
using BigData.Spark.Plans;
using BigData.Spark.Proto;
using ActionType = BigData.Spark.Proto.MergeAction.Types.ActionType;
using Expression = BigData.Spark.Proto.Expression;

namespace BigData.Spark.Sql;

/// <summary>
/// Collects what a merge does, then does it in one transaction. Of the actions of one kind the first one whose condition is true
/// applies to a row. In conditions and values, columns of the table are named <c>table.column</c> by its last name part (or by
/// the alias of <c>DeltaTable.Alias</c>), columns of the source by the source frame's alias or by <c>frame["column"]</c>.
/// </summary>
public sealed class MergeIntoWriter
{
    private readonly DataFrame _source;
    private readonly MergeIntoTableCommand _command;
    private readonly Func<Expression, Expression> _rewrite;

    internal MergeIntoWriter(DataFrame source, string table, Column condition)
        : this(source, table, condition, e => e)
    {
    }

    internal MergeIntoWriter(DataFrame source, string table, Column condition, Func<Expression, Expression> rewrite)
    {
        ArgumentException.ThrowIfNullOrEmpty(table);
        ArgumentNullException.ThrowIfNull(condition);
        _source = source;
        _rewrite = rewrite;
        _command = new MergeIntoTableCommand
        {
            TargetTableName = table,
            SourceTablePlan = source.Relation,
            MergeCondition = rewrite(condition.Expression),
        };
    }

    /// <summary>Begins an action for rows of the table that have a row of the source.</summary>
    /// <param name="condition">A further condition over both; none by default.</param>
    /// <returns>The choice of the action.</returns>
    public WhenMatchedBuilder WhenMatched(Column? condition = null) => new(this, condition);

    /// <summary>Begins an action for rows of the source that have no row of the table.</summary>
    /// <param name="condition">A further condition over the source; none by default.</param>
    /// <returns>The choice of the action.</returns>
    public WhenNotMatchedBuilder WhenNotMatched(Column? condition = null) => new(this, condition);

    /// <summary>Begins an action for rows of the table that have no row of the source.</summary>
    /// <param name="condition">A further condition over the table; none by default.</param>
    /// <returns>The choice of the action.</returns>
    public WhenNotMatchedBySourceBuilder WhenNotMatchedBySource(Column? condition = null) => new(this, condition);

    /// <summary>Lets the merge add columns of the source that the table lacks.</summary>
    /// <returns>This writer.</returns>
    public MergeIntoWriter WithSchemaEvolution()
    {
        _command.WithSchemaEvolution = true;
        return this;
    }

    /// <summary>Does the merge.</summary>
    /// <exception cref="SparkException">No action was given, or the merge failed; then the table is as before.</exception>
    public void Merge() => Blocking.Run(() => MergeAsync());

    /// <summary>Does the merge.</summary>
    /// <param name="token">Stops the execution; the table is as before unless the commit was already made.</param>
    /// <returns>A task that ends when the merge is committed.</returns>
    /// <exception cref="SparkException">No action was given, or the merge failed; then the table is as before.</exception>
    public Task MergeAsync(CancellationToken token = default)
    {
        if (_command.MatchActions.Count + _command.NotMatchedActions.Count + _command.NotMatchedBySourceActions.Count == 0)
        {
            throw SparkErrors.Create("NO_MERGE_ACTION_SPECIFIED");
        }

        return _source.SparkSession.Engine.RunAsync(new Command { MergeIntoTableCommand = _command }, token);
    }

    internal MergeIntoWriter AddMatched(Column? condition, ActionType type, IEnumerable<KeyValuePair<string, Column>>? assignments = null)
    {
        _command.MatchActions.Add(Action(condition, type, assignments));
        return this;
    }

    internal MergeIntoWriter AddNotMatched(Column? condition, ActionType type, IEnumerable<KeyValuePair<string, Column>>? assignments = null)
    {
        _command.NotMatchedActions.Add(Action(condition, type, assignments));
        return this;
    }

    internal MergeIntoWriter AddNotMatchedBySource(
        Column? condition, ActionType type, IEnumerable<KeyValuePair<string, Column>>? assignments = null)
    {
        _command.NotMatchedBySourceActions.Add(Action(condition, type, assignments));
        return this;
    }

    private Expression Action(Column? condition, ActionType type, IEnumerable<KeyValuePair<string, Column>>? assignments)
    {
        MergeAction action = new() { ActionType = type };
        if (condition is not null)
        {
            action.Condition = _rewrite(condition.Expression);
        }

        foreach ((string column, Column value) in assignments ?? [])
        {
            action.Assignments.Add(new MergeAction.Types.Assignment
            {
                Key = _rewrite(PlanExpressions.Attribute(column)),
                Value = _rewrite(value.Expression),
            });
        }

        return new Expression { MergeAction = action };
    }
}
