using BigData.Spark.Embedded.Plans;
using BigData.Spark.Engine;
using BigData.Spark.Sql.Types;
using RelationCase = BigData.Spark.Proto.Relation.RelTypeOneofCase;

namespace BigData.Spark.Embedded.Decoding;

/// <summary>Relations that choose, name or replace columns, and those that report on rows.</summary>
internal sealed partial class PlanDecoder
{
    private Relation? DecodeColumns(Proto.Relation relation) => relation.RelTypeCase switch
    {
        RelationCase.Project => new Project(
            relation.Project.Input is null ? null : Decode(relation.Project.Input), Decode(relation.Project.Expressions)),
        RelationCase.WithColumns => new WithColumns(
            Input(relation.WithColumns.Input, "WithColumns"), relation.WithColumns.Aliases.Select(NewColumn).ToValueArray()),
        RelationCase.WithColumnsRenamed => Renamed(relation.WithColumnsRenamed),
        RelationCase.Drop => new Drop(
            Input(relation.Drop.Input, "Drop"), Decode(relation.Drop.Columns), relation.Drop.ColumnNames.ToValueArray()),
        RelationCase.ToDf => new ToDF(Input(relation.ToDf.Input, "ToDF"), relation.ToDf.ColumnNames.ToValueArray()),
        RelationCase.ToSchema => Schema(relation.ToSchema),
        RelationCase.Unpivot => new Unpivot(
            Input(relation.Unpivot.Input, "Unpivot"),
            Decode(relation.Unpivot.Ids),
            relation.Unpivot.Values is null ? null : Decode(relation.Unpivot.Values.Values_),
            relation.Unpivot.VariableColumnName,
            relation.Unpivot.ValueColumnName),
        RelationCase.Transpose => new Transpose(Input(relation.Transpose.Input, "Transpose"), Decode(relation.Transpose.IndexColumns)),
        RelationCase.FillNa => Fill(relation.FillNa),
        RelationCase.DropNa => new DropNa(
            Input(relation.DropNa.Input, "NADrop"),
            relation.DropNa.Cols.ToValueArray(),
            relation.DropNa.HasMinNonNulls ? relation.DropNa.MinNonNulls : null),
        RelationCase.Replace => new ReplaceNa(
            Input(relation.Replace.Input, "NAReplace"),
            relation.Replace.Cols.ToValueArray(),
            relation.Replace.Replacements
                .Select(r => new ValueReplacement(LiteralDecoder.Decode(r.OldValue), LiteralDecoder.Decode(r.NewValue)))
                .ToValueArray()),
        _ => null,
    };

    private Relation? DecodeReport(Proto.Relation relation) => relation.RelTypeCase switch
    {
        RelationCase.ShowString => new ShowString(
            Input(relation.ShowString.Input, "ShowString"),
            relation.ShowString.NumRows,
            relation.ShowString.Truncate,
            relation.ShowString.Vertical),
        RelationCase.HtmlString => new HtmlString(
            Input(relation.HtmlString.Input, "HtmlString"), relation.HtmlString.NumRows, relation.HtmlString.Truncate),
        _ => DecodeStatistics(relation),
    };

    private Alias NewColumn(Proto.Expression.Types.Alias alias)
    {
        if (alias.Name.Count != 1)
        {
            throw DecodeErrors.Invalid("WITH_COLUMNS_REQUIRE_SINGLE_NAME_PART", ("got", string.Join(", ", alias.Name)));
        }

        return Alias(alias);
    }

    private WithColumnsRenamed Renamed(Proto.WithColumnsRenamed renamed)
    {
        IEnumerable<ColumnRename> renames = renamed.Renames.Select(r => new ColumnRename(r.ColName, r.NewColName));
        if (renamed.Renames.Count == 0)
        {
#pragma warning disable CS0612 // Old clients still send the deprecated map.
            renames = renamed.RenameColumnsMap.Select(e => new ColumnRename(e.Key, e.Value));
#pragma warning restore CS0612
        }

        return new WithColumnsRenamed(Input(renamed.Input, "WithColumnsRenamed"), renames.ToValueArray());
    }

    private ToSchema Schema(Proto.ToSchema schema)
    {
        DataType type = TypeOf(schema.Schema, "ToSchema");
        return type is StructType row
            ? new ToSchema(Input(schema.Input, "ToSchema"), row)
            : throw DecodeErrors.Invalid("INVALID_SCHEMA_NON_STRUCT_TYPE", ("inputSchema", type.SimpleString), ("dataType", type.TypeName));
    }

    private FillNa Fill(Proto.NAFill fill)
    {
        if (fill.Values.Count == 0)
        {
            throw DecodeErrors.Invalid("NA_FILL_VALUES_EMPTY");
        }

        if (fill.Values.Count > 1 && fill.Values.Count != fill.Cols.Count)
        {
            throw DecodeErrors.Invalid("NA_FILL_VALUES_LENGTH_MISMATCH");
        }

        return new FillNa(Input(fill.Input, "NAFill"), fill.Cols.ToValueArray(), fill.Values.Select(LiteralDecoder.Decode).ToValueArray());
    }

    private static DataType TypeOf(Proto.DataType? type, string message) => type switch
    {
        null => throw DecodeErrors.Missing(message, "data_type"),
        { KindCase: Proto.DataType.KindOneofCase.Unparsed } => Parsing.SqlParser.ParseType(type.Unparsed.DataTypeString),
        _ => DataTypeProto.FromProto(type),
    };
}
