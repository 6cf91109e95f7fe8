using Apache.Arrow;
using BigData.Spark.Embedded.Executing.Results;
using BigData.Spark.Engine;
using BigData.Spark.Proto;
using Google.Protobuf;
using StructType = BigData.Spark.Sql.Types.StructType;

namespace BigData.Spark.Embedded.Commands;

/// <summary>The rows that a command gives; values as <see cref="ArrowRows"/> takes them.</summary>
internal sealed record CommandResult(StructType Schema, IReadOnlyList<object?[]> Rows)
{
    /// <summary>The result of commands that only do something.</summary>
    internal static CommandResult None { get; } = new(new StructType(), []);

    internal RecordBatch ToBatch(string timeZone) => ArrowRows.Batch(Schema, Rows, timeZone);

    /// <summary>The relation with which the client goes on after a SQL command.</summary>
    internal SqlRelationEvent ToEvent(string timeZone)
    {
        using RecordBatch batch = ToBatch(timeZone);
        return new SqlRelationEvent(new Relation
        {
            LocalRelation = new LocalRelation { Data = ByteString.CopyFrom(ArrowRows.ToStream(batch)), Schema = Schema.Json },
        });
    }
}
