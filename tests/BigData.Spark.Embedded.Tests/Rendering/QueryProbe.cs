using System.Globalization;
using Apache.Arrow;
using BigData.DuckDb;
using BigData.Spark.Embedded.Functions;
using BigData.Spark.Embedded.Parsing;
using BigData.Spark.Embedded.Plans;
using BigData.Spark.Embedded.Rendering;
using BigData.Spark.Embedded.Resolving;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Tests.Rendering;

/// <summary>Resolves, renders and runs plans on a DuckDB of its own, with named tables given as SQL.</summary>
internal sealed class QueryProbe : IDisposable
{
    private readonly Lazy<DuckDbInstance> _instance = new(() => DuckDbInstance.Open());
    private readonly Lazy<DuckDbSession> _session;
    private readonly HashSet<string> _kernels = new(StringComparer.Ordinal);

    public QueryProbe() => _session = new(() => _instance.Value.Connect(new DuckDbSessionSettings { TimeZone = "UTC" }));

    public ResolveOptions Options { get; init; } = new();

    public ProbeSources Sources { get; } = new();

    public Task<CompiledQuery> CompileAsync(Relation plan) => QueryCompiler.CompileAsync(plan, Sources, Options, TestContext.Current.CancellationToken);

    /// <summary>The rows as text, values separated by bars.</summary>
    public async Task<IReadOnlyList<string>> RowsAsync(Relation plan) => await RunAsync((await CompileAsync(plan)).Query);

    /// <summary>The one value of an expression over one row, as text, with its Spark type and generated name.</summary>
    public async Task<(string Type, string Name, string? Text)> ValueAsync(string expression)
    {
        Expression parsed = SqlParser.ParseExpression(expression, TimeZoneInfo.Utc);
        CompiledQuery shown = await CompileAsync(new Project(null, [parsed]));
        StructField field = shown.Query.Schema[0];
        CompiledQuery text = await CompileAsync(new Project(null, [new Cast(parsed, DataTypes.String)]));
        await RunAsync(shown.Query);
        return (field.DataType.CatalogString, field.Name, (await RunAsync(text.Query))[0]);
    }

    /// <summary>Runs statements of DuckDB, such as those that make tables.</summary>
    public async Task ExecuteAsync(string sql)
    {
        foreach (string statement in sql.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            await foreach (RecordBatch batch in _session.Value.QueryAsync(statement, null, TestContext.Current.CancellationToken))
            {
                batch.Dispose();
            }
        }
    }

    public async Task<IReadOnlyList<string>> RunAsync(RenderedQuery query)
    {
        foreach (NativeKernel kernel in query.Kernels)
        {
            if (_kernels.Add(kernel.Name))
            {
                _instance.Value.RegisterFunction(kernel.Create());
            }
        }

        List<string> rows = [];
        try
        {
            await foreach (RecordBatch batch in _session.Value.QueryAsync(query.Sql, null, TestContext.Current.CancellationToken))
            {
                using (batch)
                {
                    rows.AddRange(Enumerable.Range(0, batch.Length).Select(row => string.Join('|', batch.Arrays.Select(a => Text(a, row)))));
                }
            }
        }
        catch (Exception e) when (RuntimeErrors.Translate(e) is not null)
        {
            throw RuntimeErrors.Translate(e)!;
        }

        return rows;
    }

    public void Dispose()
    {
        if (_instance.IsValueCreated)
        {
            _session.Value.Dispose();
            _instance.Value.Dispose();
        }
    }

    private static string Text(IArrowArray column, int row)
    {
        if (column.IsNull(row))
        {
            return "\\N";
        }

        return column switch
        {
            StringArray a => a.GetString(row),
            BooleanArray a => a.GetValue(row)!.Value ? "true" : "false",
            Int8Array a => Invariant(a.GetValue(row)),
            Int16Array a => Invariant(a.GetValue(row)),
            Int32Array a => Invariant(a.GetValue(row)),
            Int64Array a => Invariant(a.GetValue(row)),
            FloatArray a => JavaNumber.Format(a.GetValue(row)!.Value),
            DoubleArray a => JavaNumber.Format(a.GetValue(row)!.Value),
            Decimal128Array a => a.GetSqlDecimal(row)!.Value.ToString(),
            Date32Array a => a.GetDateTime(row)!.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            TimestampArray a => a.GetTimestamp(row)!.Value.ToString("yyyy-MM-dd HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture),
            ListArray a => $"[{string.Join(", ", Enumerable.Range(0, a.GetValueLength(row)).Select(i => Text(a.Values, a.ValueOffsets[row] + i)))}]",
            StructArray a => $"{{{string.Join(", ", a.Fields.Select(f => Text(f, row)))}}}",
            _ => column.Data.DataType.TypeId == Apache.Arrow.Types.ArrowTypeId.Null ? "\\N" : column.GetType().Name,
        };
    }

    private static string Invariant<T>(T? value)
        where T : struct, IFormattable
        => value!.Value.ToString(null, CultureInfo.InvariantCulture);
}
