using BigData.Spark.Embedded.Parsing;
using BigData.Spark.Embedded.Plans;
using BigData.Spark.Embedded.Resolving;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Tests.Rendering;

/// <summary>Tables given as SQL.</summary>
internal sealed class ProbeSources : ISourceResolver
{
    private readonly Dictionary<string, Source> _tables = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What each scan was asked for.</summary>
    public List<ScanRequest> Requests { get; } = [];

    public ReadTable Add(string name, string schema, string sql) => AddItem(name, schema, $"({sql})");

    /// <summary>A table of DuckDB that has the name.</summary>
    public ReadTable AddTable(string name, string schema) => AddItem(name, schema, name);

    private ReadTable AddItem(string name, string schema, string fromItem)
    {
        StructType columns = SqlParser.ParseSchema(schema);
        _tables[name] = new ScanSource(new ProbeScan(name, fromItem, Requests), columns, ["spark_catalog", "default", name])
        {
            Metadata = new StructType(new StructField("_metadata", new StructType(new StructField("file_path", DataTypes.String)))),
        };
        return new ReadTable([name], OptionMap.Empty);
    }

    public ReadTable AddView(string name, Relation plan)
    {
        _tables[name] = new PlanSource(plan, [name]);
        return new ReadTable([name], OptionMap.Empty);
    }

    public ValueTask<Source?> FindAsync(Relation relation, CancellationToken token)
        => ValueTask.FromResult(relation is ReadTable table ? _tables[table.NameParts[0]] : null);

    private sealed class ProbeScan(string name, string sql, List<ScanRequest> requests) : IScan
    {
        public string Description => name;

        public ScanSql Write(ScanRequest request)
        {
            requests.Add(request);
            return new ScanSql(sql, request.Columns);
        }
    }
}
