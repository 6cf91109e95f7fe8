using BigData.Spark.Engine;
using BigData.Spark.Proto;
using WriteMode = BigData.Spark.Proto.WriteOperationV2.Types.Mode;

namespace BigData.Spark.Sql;

/// <summary>Describes how a frame is written to a table by its name. Each call changes the writer.</summary>
public sealed class DataFrameWriterV2
{
    private readonly DataFrame _frame;
    private readonly WriteOperationV2 _operation;

    internal DataFrameWriterV2(DataFrame frame, string table)
    {
        ArgumentException.ThrowIfNullOrEmpty(table);
        _frame = frame;
        _operation = new WriteOperationV2 { Input = frame.Relation, TableName = table };
    }

    /// <summary>The provider of a table that is made.</summary>
    /// <param name="provider">Such as <c>delta</c>.</param>
    /// <returns>This writer.</returns>
    public DataFrameWriterV2 Using(string provider)
    {
        _operation.Provider = provider;
        return this;
    }

    /// <summary>An option of the write.</summary>
    /// <param name="key">The name.</param>
    /// <param name="value">The value.</param>
    /// <returns>This writer.</returns>
    public DataFrameWriterV2 Option(string key, string value)
    {
        _operation.Options[key] = value;
        return this;
    }

    /// <summary>A property of a table that is made.</summary>
    /// <param name="property">The name.</param>
    /// <param name="value">The value.</param>
    /// <returns>This writer.</returns>
    public DataFrameWriterV2 TableProperty(string property, string value)
    {
        _operation.TableProperties[property] = value;
        return this;
    }

    /// <summary>How a table that is made is partitioned.</summary>
    /// <param name="columns">Columns or transforms such as <c>Functions.Years</c>.</param>
    /// <returns>This writer.</returns>
    public DataFrameWriterV2 PartitionedBy(params Column[] columns)
    {
        _operation.PartitioningColumns.Clear();
        _operation.PartitioningColumns.Add(columns.Select(c => c.Expression));
        return this;
    }

    /// <summary>How a table that is made is clustered.</summary>
    /// <param name="columns">The columns.</param>
    /// <returns>This writer.</returns>
    public DataFrameWriterV2 ClusterBy(params string[] columns)
    {
        _operation.ClusteringColumns.Clear();
        _operation.ClusteringColumns.Add(columns);
        return this;
    }

    /// <summary>Makes the table with the rows; fails if it exists.</summary>
    public void Create() => Blocking.Run(() => CreateAsync());

    /// <summary>Makes the table with the rows; fails if it exists.</summary>
    /// <param name="token">Stops the execution.</param>
    /// <returns>A task that ends when it is done.</returns>
    public Task CreateAsync(CancellationToken token = default) => RunAsync(WriteMode.Create, null, token);

    /// <summary>Makes the table anew with the rows; fails if there is none.</summary>
    public void Replace() => Blocking.Run(() => ReplaceAsync());

    /// <summary>Makes the table anew with the rows; fails if there is none.</summary>
    /// <param name="token">Stops the execution.</param>
    /// <returns>A task that ends when it is done.</returns>
    public Task ReplaceAsync(CancellationToken token = default) => RunAsync(WriteMode.Replace, null, token);

    /// <summary>Makes the table with the rows, anew if it exists.</summary>
    public void CreateOrReplace() => Blocking.Run(() => CreateOrReplaceAsync());

    /// <summary>Makes the table with the rows, anew if it exists.</summary>
    /// <param name="token">Stops the execution.</param>
    /// <returns>A task that ends when it is done.</returns>
    public Task CreateOrReplaceAsync(CancellationToken token = default) => RunAsync(WriteMode.CreateOrReplace, null, token);

    /// <summary>Adds the rows; columns match by name.</summary>
    public void Append() => Blocking.Run(() => AppendAsync());

    /// <summary>Adds the rows; columns match by name.</summary>
    /// <param name="token">Stops the execution.</param>
    /// <returns>A task that ends when it is done.</returns>
    public Task AppendAsync(CancellationToken token = default) => RunAsync(WriteMode.Append, null, token);

    /// <summary>Replaces the rows for which a condition is true.</summary>
    /// <param name="condition">The condition over the table's columns.</param>
    public void Overwrite(Column condition) => Blocking.Run(() => OverwriteAsync(condition));

    /// <summary>Replaces the rows for which a condition is true.</summary>
    /// <param name="condition">The condition over the table's columns.</param>
    /// <param name="token">Stops the execution.</param>
    /// <returns>A task that ends when it is done.</returns>
    public Task OverwriteAsync(Column condition, CancellationToken token = default) => RunAsync(WriteMode.Overwrite, condition, token);

    /// <summary>Replaces the partitions that the rows belong to.</summary>
    public void OverwritePartitions() => Blocking.Run(() => OverwritePartitionsAsync());

    /// <summary>Replaces the partitions that the rows belong to.</summary>
    /// <param name="token">Stops the execution.</param>
    /// <returns>A task that ends when it is done.</returns>
    public Task OverwritePartitionsAsync(CancellationToken token = default) => RunAsync(WriteMode.OverwritePartitions, null, token);

    private Task RunAsync(WriteMode mode, Column? condition, CancellationToken token)
    {
        _operation.Mode = mode;
        _operation.OverwriteCondition = condition?.Expression;
        return _frame.SparkSession.Engine.RunAsync(new Command { WriteOperationV2 = _operation }, token);
    }
}
