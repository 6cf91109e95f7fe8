using BigData.Spark.Embedded.Parsing;
using BigData.Spark.Embedded.Plans;
using CommandCase = BigData.Spark.Proto.Command.CommandTypeOneofCase;

namespace BigData.Spark.Embedded.Decoding;

/// <summary>Commands.</summary>
internal sealed partial class PlanDecoder
{
    /// <summary>The statement of a command.</summary>
    public Statement Decode(Proto.Command command) => command.CommandTypeCase switch
    {
        CommandCase.WriteOperation => Write(command.WriteOperation),
        CommandCase.WriteOperationV2 => Write(command.WriteOperationV2),
        CommandCase.CreateDataframeView => new CreateView(
            Input(command.CreateDataframeView.Input, "CreateDataFrameViewCommand"),
            command.CreateDataframeView.Name,
            command.CreateDataframeView.IsGlobal,
            command.CreateDataframeView.Replace),
        CommandCase.SqlCommand => SqlCommand(command.SqlCommand),
        CommandCase.MergeIntoTableCommand => Merge(command.MergeIntoTableCommand),
        CommandCase.MlCommand => Model(command.MlCommand),
        CommandCase.None => throw DecodeErrors.NotSet("Command", "command_type"),
        var other => throw DecodeErrors.Unsupported(
            "COMMAND", other.ToString(), "It is not part of this version.", "Run it on Spark with Remote(...)."),
    };

    private SqlCommand SqlCommand(Proto.SqlCommand command)
    {
        if (command.Input is { } input)
        {
            return input.RelTypeCase is Proto.Relation.RelTypeOneofCase.Sql or Proto.Relation.RelTypeOneofCase.WithRelations
                ? new SqlCommand(Decode(input))
                : throw DecodeErrors.Invalid("SQL_COMMAND_EXPECTS_SQL_OR_WITH_RELATIONS", ("other", input.RelTypeCase.ToString()));
        }

#pragma warning disable CS0612 // Old clients still send the text itself.
        string text = command.Sql;
#pragma warning restore CS0612
        return new SqlCommand(Sql(new Proto.SQL { Query = text }));
    }

    private WriteFrame Write(Proto.WriteOperation write)
    {
        SaveMode mode = write.Mode switch
        {
            Proto.WriteOperation.Types.SaveMode.Append => SaveMode.Append,
            Proto.WriteOperation.Types.SaveMode.Overwrite => SaveMode.Overwrite,
            Proto.WriteOperation.Types.SaveMode.ErrorIfExists => SaveMode.ErrorIfExists,
            Proto.WriteOperation.Types.SaveMode.Ignore => SaveMode.Ignore,
            _ => throw DecodeErrors.BadEnum("WriteOperation.SaveMode", write.Mode),
        };
        bool toTable = write.SaveTypeCase == Proto.WriteOperation.SaveTypeOneofCase.Table;
        if (toTable && write.Table.SaveMethod == Proto.WriteOperation.Types.SaveTable.Types.TableSaveMethod.Unspecified)
        {
            throw DecodeErrors.BadEnum("WriteOperation.SaveTable.TableSaveMethod", write.Table.SaveMethod);
        }

        return new WriteFrame(Input(write.Input, "WriteOperation"), mode)
        {
            Format = write.HasSource && write.Source.Length > 0 ? write.Source : null,
            Path = write.SaveTypeCase == Proto.WriteOperation.SaveTypeOneofCase.Path ? write.Path : null,
            Table = toTable ? SqlParser.ParseName(write.Table.TableName) : default,
            IsInsert = toTable && write.Table.SaveMethod == Proto.WriteOperation.Types.SaveTable.Types.TableSaveMethod.InsertInto,
            PartitionBy = write.PartitioningColumns.ToValueArray(),
            SortBy = write.SortColumnNames.ToValueArray(),
            Buckets = write.BucketBy is null ? null : new BucketSpec(write.BucketBy.BucketColumnNames.ToValueArray(), write.BucketBy.NumBuckets),
            ClusterBy = write.ClusteringColumns.ToValueArray(),
            Options = new OptionMap(write.Options),
            WithSchemaEvolution = write.WithSchemaEvolution,
        };
    }

    private WriteTable Write(Proto.WriteOperationV2 write)
    {
        WriteTableMode mode = write.Mode switch
        {
            Proto.WriteOperationV2.Types.Mode.Create => WriteTableMode.Create,
            Proto.WriteOperationV2.Types.Mode.Overwrite => WriteTableMode.Overwrite,
            Proto.WriteOperationV2.Types.Mode.OverwritePartitions => WriteTableMode.OverwritePartitions,
            Proto.WriteOperationV2.Types.Mode.Append => WriteTableMode.Append,
            Proto.WriteOperationV2.Types.Mode.Replace => WriteTableMode.Replace,
            Proto.WriteOperationV2.Types.Mode.CreateOrReplace => WriteTableMode.CreateOrReplace,
            _ => throw DecodeErrors.BadEnum("WriteOperationV2.Mode", write.Mode),
        };
        return new WriteTable(Input(write.Input, "WriteOperationV2"), SqlParser.ParseName(write.TableName), mode)
        {
            Provider = write.HasProvider && write.Provider.Length > 0 ? write.Provider : null,
            PartitionBy = Decode(write.PartitioningColumns),
            ClusterBy = write.ClusteringColumns.ToValueArray(),
            Options = new OptionMap(write.Options),
            Properties = new OptionMap(write.TableProperties),
            OverwriteCondition = Optional(write.OverwriteCondition),
            WithSchemaEvolution = write.WithSchemaEvolution,
        };
    }

    private MergeIntoTable Merge(Proto.MergeIntoTableCommand merge) => new(
        SqlParser.ParseName(merge.TargetTableName),
        Input(merge.SourceTablePlan, "MergeIntoTableCommand"),
        Required(merge.MergeCondition, "MergeIntoTableCommand", "merge_condition"))
    {
        Matched = Actions(merge.MatchActions),
        NotMatched = Actions(merge.NotMatchedActions),
        NotMatchedBySource = Actions(merge.NotMatchedBySourceActions),
        WithSchemaEvolution = merge.WithSchemaEvolution,
    };

    private ValueArray<MergeAction> Actions(IEnumerable<Proto.Expression> actions)
        => actions
            .Select(a => a.MergeAction is { } action ? Merge(action) : throw DecodeErrors.NotSet("Expression", "merge_action"))
            .ToValueArray();
}
