using BigData.Spark.Embedded.Parsing;
using BigData.Spark.Embedded.Plans;
using BigData.Spark.Embedded.Resolved;
using BigData.Spark.Embedded.Resolving;
using BigData.Spark.Embedded.Tests.Rendering;
using BigData.Spark.Sql;

namespace BigData.Spark.Embedded.Tests.Resolving;

/// <summary>Resolves expressions over a table <c>t</c> that has a column of most types; nothing is run.</summary>
internal sealed class TypedTable
{
    private const string Columns =
        "b tinyint, s smallint, i int not null, l bigint, f float, d double, m decimal(10,2), text string, yes boolean, day date, at timestamp, "
        + "local timestamp_ntz, list array<int>, names map<string,int>, pair struct<a:int,B:string>";

    private readonly ProbeSources _sources = new();

    public TypedTable(ResolveOptions? options = null)
    {
        Options = options ?? new ResolveOptions();
        T = _sources.AddTable("t", Columns);
    }

    public ResolveOptions Options { get; }

    /// <summary>The table as a relation.</summary>
    public ReadTable T { get; }

    public ReadTable Add(string name, string schema) => _sources.AddTable(name, schema);

    public static Expression Parse(string expression) => SqlParser.ParseExpression(expression, TimeZoneInfo.Utc);

    public Task<ResolvedRelation> ResolveAsync(Relation plan) => new PlanResolver(_sources, Options).ResolveAsync(plan, TestContext.Current.CancellationToken);

    /// <summary>The typed form of an expression over the table.</summary>
    public async Task<TypedExpression> ResolveAsync(string expression)
        => (await new PlanResolver(_sources, Options).ResolveAsync(Parse(expression), T, TestContext.Current.CancellationToken)).Expression;

    /// <summary>The error of an expression over the table.</summary>
    public Task<SparkException> FailsAsync(string expression) => Assert.ThrowsAnyAsync<SparkException>(() => ResolveAsync(expression));

    /// <summary>The error of a plan.</summary>
    public Task<SparkException> FailsAsync(Relation plan) => Assert.ThrowsAnyAsync<SparkException>(() => ResolveAsync(plan));
}
