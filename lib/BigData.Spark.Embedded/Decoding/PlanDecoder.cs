using System.Runtime.CompilerServices;
using BigData.Spark.Embedded.Parsing;
using BigData.Spark.Embedded.Plans;
using BigData.Spark.Errors;
using RelationCase = BigData.Spark.Proto.Relation.RelTypeOneofCase;

namespace BigData.Spark.Embedded.Decoding;

/// <summary>
/// Turns Spark Connect messages into the unresolved tree: the only place inside the engine that knows protobuf. Expression
/// strings, types in text and SQL statements are parsed here, as Spark's planner does.
/// </summary>
internal sealed partial class PlanDecoder
{
    private readonly TimeZoneInfo _zone;

    /// <summary>Makes a decoder.</summary>
    /// <param name="zone">The session's time zone, for timestamp constants in SQL text; UTC when null.</param>
    public PlanDecoder(TimeZoneInfo? zone = null) => _zone = zone ?? TimeZoneInfo.Utc;

    /// <summary>The tree of a plan: a <see cref="Relation"/> or a <see cref="Statement"/>.</summary>
    /// <exception cref="Sql.SparkException">The plan breaks the protocol, has an SQL text that cannot be parsed, or a node this engine lacks.</exception>
    public PlanNode Decode(Proto.Plan plan) => plan.OpTypeCase switch
    {
        Proto.Plan.OpTypeOneofCase.Root => Decode(plan.Root),
        Proto.Plan.OpTypeOneofCase.Command => Decode(plan.Command),
        Proto.Plan.OpTypeOneofCase.None => throw DecodeErrors.NotSet("Plan", "op_type"),
        var other => throw DecodeErrors.Unsupported(
            "COMMAND", other.ToString(), "Plans are sent as they are.", "Leave the compression of plans off."),
    };

    /// <summary>The tree of a relation.</summary>
    public Relation Decode(Proto.Relation relation)
    {
        EnsureStack();
        Relation node = DecodeSource(relation) ?? DecodeRows(relation) ?? DecodeColumns(relation) ?? DecodeReport(relation)
            ?? throw (relation.RelTypeCase == RelationCase.None
                ? DecodeErrors.NotSet("Relation", "rel_type")
                : DecodeErrors.UnsupportedRelation(relation.RelTypeCase.ToString()));
        return relation.Common is { HasPlanId: true } common ? node with { PlanId = common.PlanId } : node;
    }

    private Relation Input(Proto.Relation? input, string message)
        => input is null ? throw DecodeErrors.Missing(message, "input") : Decode(input);

    private Relation? DecodeSource(Proto.Relation relation) => relation.RelTypeCase switch
    {
        RelationCase.Read => Read(relation.Read),
        RelationCase.LocalRelation => Local(relation.LocalRelation),
        RelationCase.Range => new RangeRelation(
            relation.Range.HasStart ? relation.Range.Start : 0,
            relation.Range.End,
            relation.Range.Step,
            relation.Range.HasNumPartitions ? relation.Range.NumPartitions : null),
        RelationCase.Sql => Sql(relation.Sql),
        RelationCase.UnresolvedTableValuedFunction => new TableFunction(
            relation.UnresolvedTableValuedFunction.FunctionName, Decode(relation.UnresolvedTableValuedFunction.Arguments)),
        RelationCase.WithRelations => With(relation.WithRelations),
        RelationCase.Catalog => new CatalogCall(CatalogDecoder.Decode(relation.Catalog)),
        RelationCase.MlRelation => Model(relation.MlRelation),
        RelationCase.SubqueryAlias => new SubqueryAlias(
            Input(relation.SubqueryAlias.Input, "SubqueryAlias"), relation.SubqueryAlias.Alias, relation.SubqueryAlias.Qualifier.ToValueArray()),
        RelationCase.Hint => new Hint(Input(relation.Hint.Input, "Hint"), relation.Hint.Name, Decode(relation.Hint.Parameters)),
        RelationCase.CollectMetrics => new CollectMetrics(
            Input(relation.CollectMetrics.Input, "CollectMetrics"), relation.CollectMetrics.Name, Decode(relation.CollectMetrics.Metrics)),
        _ => null,
    };

    // Beside a SQL text, the aliased references are tables of that text.
    private WithRelations With(Proto.WithRelations with)
    {
        Relation root = Input(with.Root, "WithRelations");
        ValueArray<Relation> references = with.References.Select(Decode).ToValueArray();
        if (with.Root.RelTypeCase == RelationCase.Sql)
        {
            SubqueryAlias[] tables = [.. references.Items.OfType<SubqueryAlias>()];
            root = root.TransformUp(node => node is ReadTable { NameParts: [var name] }
                ? tables.FirstOrDefault(t => string.Equals(t.Name, name, StringComparison.OrdinalIgnoreCase)) ?? node
                : node);
        }

        return new WithRelations(root, references);
    }

    private static Relation Read(Proto.Read read)
    {
        if (read.ReadTypeCase == Proto.Read.ReadTypeOneofCase.NamedTable)
        {
            return new ReadTable(SqlParser.ParseName(read.NamedTable.UnparsedIdentifier), new OptionMap(read.NamedTable.Options))
            {
                IsStreaming = read.IsStreaming,
            };
        }

        if (read.DataSource is not { } source)
        {
            throw DecodeErrors.NotSet("Read", "read_type");
        }

        if (source.Predicates.Count > 0)
        {
            throw DecodeErrors.Invalid("PREDICATES_NOT_SUPPORTED_FOR_DATA_SOURCE", ("format", source.Format));
        }

        return new ReadSource(
            source.HasFormat && source.Format.Length > 0 ? source.Format : null,
            source.HasSchema && source.Schema.Length > 0 ? SqlParser.ParseSchema(source.Schema) : null,
            new OptionMap(source.Options),
            source.Paths.ToValueArray())
        {
            IsStreaming = read.IsStreaming,
        };
    }

    private static LocalRelation Local(Proto.LocalRelation local)
    {
        if (!local.HasData && !local.HasSchema)
        {
            throw DecodeErrors.Invalid("SCHEMA_REQUIRED_FOR_LOCAL_RELATION");
        }

        ValueArray<byte>? data = local.HasData ? new ValueArray<byte>(System.Runtime.InteropServices.ImmutableCollectionsMarshal.AsImmutableArray(local.Data.ToByteArray())) : null;
        return new LocalRelation(data, local.HasSchema && local.Schema.Length > 0 ? SqlParser.ParseSchema(local.Schema) : null);
    }

    // A query is the relation that it says; only commands stay text.
    private Relation Sql(Proto.SQL sql)
    {
        Statement statement = SqlParser.ParseStatement(sql.Query, _zone, Arguments(sql));
        return statement is QueryStatement query ? query.Query : new SqlText(sql.Query, statement);
    }

    private SqlParameters Arguments(Proto.SQL sql)
    {
        Dictionary<string, Expression> named = sql.NamedArguments.ToDictionary(a => a.Key, a => Decode(a.Value), StringComparer.Ordinal);
        List<Expression> positional = [.. sql.PosArguments.Select(Decode)];
#pragma warning disable CS0612 // Old clients still send the deprecated fields.
        foreach ((string name, Proto.Expression.Types.Literal value) in sql.Args)
        {
            named[name] = LiteralDecoder.Decode(value);
        }

        positional.AddRange(sql.PosArgs.Select(LiteralDecoder.Decode));
#pragma warning restore CS0612
        return new SqlParameters(named, positional);
    }

    private static void EnsureStack()
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw SparkErrors.Create("FAILED_TO_PARSE_TOO_COMPLEX");
        }
    }
}
