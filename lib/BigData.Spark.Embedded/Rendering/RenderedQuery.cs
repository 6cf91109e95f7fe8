using BigData.Spark.Embedded.Functions;
using BigData.Spark.Embedded.Resolving;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Rendering;

/// <summary>A query in DuckDB's dialect, ready to run.</summary>
/// <param name="Sql">One SELECT statement. Its columns come in the order of the schema under the schema's names (duplicates included).</param>
/// <param name="Schema">Spark names, types and nullability of the columns.</param>
/// <param name="Scans">The scans that the text refers to, each once; they must stay alive until the query has ended.</param>
/// <param name="Kernels">The C# functions that must be registered in the DuckDB instance before the query runs.</param>
internal sealed record RenderedQuery(string Sql, StructType Schema, ValueArray<IScan> Scans, ValueArray<NativeKernel> Kernels);
