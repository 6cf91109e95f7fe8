using BigData.Spark.Embedded.Decoding;
using BigData.Spark.Embedded.Parsing;
using BigData.Spark.Embedded.Plans;
using BigData.Spark.Errors;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Executing;

/// <summary>Reads the messages of a client into unresolved trees.</summary>
internal sealed class PlanReader(SessionConf conf)
{
    /// <summary>The statement or the relation of a plan.</summary>
    internal PlanNode Read(Proto.Plan plan) => new PlanDecoder(conf.TimeZone).Decode(plan);

    internal Relation Relation(Proto.Plan plan) => Read(plan) as Relation
        ?? throw SparkErrors.Create("CONNECT_INVALID_PLAN.ASSERTION_FAILURE", ("message", "A plan that is analysed must be a relation, not a command."));

    internal Relation Relation(Proto.Relation relation) => new PlanDecoder(conf.TimeZone).Decode(relation);

    /// <summary>The type of a DDL string; a list of columns is a struct.</summary>
    internal static DataType Schema(string ddl) => SqlParser.ParseSchema(ddl);
}
