using ActionType = BigData.Spark.Proto.MergeAction.Types.ActionType;

namespace BigData.Spark.Sql;

/// <summary>The action for rows of the table that have a row of the source.</summary>
public sealed class WhenMatchedBuilder
{
    private readonly MergeIntoWriter _writer;
    private readonly Column? _condition;

    internal WhenMatchedBuilder(MergeIntoWriter writer, Column? condition)
    {
        _writer = writer;
        _condition = condition;
    }

    /// <summary>Sets every column to the source's column of the same name.</summary>
    /// <returns>The merge.</returns>
    public MergeIntoWriter UpdateAll() => _writer.AddMatched(_condition, ActionType.UpdateStar);

    /// <summary>Sets some columns.</summary>
    /// <param name="assignments">Values over both by the table's columns.</param>
    /// <returns>The merge.</returns>
    public MergeIntoWriter Update(IEnumerable<KeyValuePair<string, Column>> assignments) =>
        _writer.AddMatched(_condition, ActionType.Update, assignments);

    /// <summary>Deletes the row.</summary>
    /// <returns>The merge.</returns>
    public MergeIntoWriter Delete() => _writer.AddMatched(_condition, ActionType.Delete);
}

/// <summary>The action for rows of the source that have no row of the table.</summary>
public sealed class WhenNotMatchedBuilder
{
    private readonly MergeIntoWriter _writer;
    private readonly Column? _condition;

    internal WhenNotMatchedBuilder(MergeIntoWriter writer, Column? condition)
    {
        _writer = writer;
        _condition = condition;
    }

    /// <summary>Inserts the row; columns match by name.</summary>
    /// <returns>The merge.</returns>
    public MergeIntoWriter InsertAll() => _writer.AddNotMatched(_condition, ActionType.InsertStar);

    /// <summary>Inserts a row; columns that are not named are NULL.</summary>
    /// <param name="assignments">Values over the source by the table's columns.</param>
    /// <returns>The merge.</returns>
    public MergeIntoWriter Insert(IEnumerable<KeyValuePair<string, Column>> assignments) =>
        _writer.AddNotMatched(_condition, ActionType.Insert, assignments);
}

/// <summary>The action for rows of the table that have no row of the source.</summary>
public sealed class WhenNotMatchedBySourceBuilder
{
    private readonly MergeIntoWriter _writer;
    private readonly Column? _condition;

    internal WhenNotMatchedBySourceBuilder(MergeIntoWriter writer, Column? condition)
    {
        _writer = writer;
        _condition = condition;
    }

    /// <summary>Sets some columns.</summary>
    /// <param name="assignments">Values over the table by the table's columns.</param>
    /// <returns>The merge.</returns>
    public MergeIntoWriter Update(IEnumerable<KeyValuePair<string, Column>> assignments) =>
        _writer.AddNotMatchedBySource(_condition, ActionType.Update, assignments);

    /// <summary>Deletes the row.</summary>
    /// <returns>The merge.</returns>
    public MergeIntoWriter Delete() => _writer.AddNotMatchedBySource(_condition, ActionType.Delete);
}
