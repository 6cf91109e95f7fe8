using BigData.Spark.Embedded.Resolving;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Functions;

/// <summary>Hashes and checksums.</summary>
internal static class HashFamily
{
    public static IEnumerable<FunctionRow> All()
    {
        yield return Rows.Direct("md5", "binary -> string");
        yield return Rows.Native("sha1", "binary -> string", (_, _) => HashKernels.Sha1);
        yield return Rows.Native("sha", "binary -> string", (_, _) => HashKernels.Sha1);
        yield return Rows.Native("sha2", "binary, int -> string?", (_, _) => HashKernels.Sha2);
        yield return Rows.Native("crc32", "binary -> long", (_, _) => HashKernels.Crc32);
        yield return Hash("hash", DataTypes.Integer, "42", t => HashKernels.Murmur3(t));
        yield return Hash("xxhash64", DataTypes.Long, "CAST(42 AS BIGINT)", t => HashKernels.XxHash64(t));
    }

    // Each value is hashed with the hash of those before it as the seed; null leaves the seed as it is.
    private static FunctionRow Hash(string name, DataType type, string seed, Func<DataType, NativeKernel> kernel)
        => new(
            name,
            FunctionKind.Scalar,
            EngineSupport.Native,
            (row, call) => call.Arguments.IsEmpty
                ? throw AnalysisErrors.WrongNumArgs(name, "> 0", 0, call.Syntax)
                : Rows.Make(row, call, call.Arguments, type, false),
            (call, _) =>
            {
                string text = seed;
                for (int i = 0; i < call.Arguments.Count; i++)
                {
                    DataType argument = call.Arguments[i].Type;
                    string value = HashKernels.Prepared(argument, $"{{{i}}}") ?? throw AnalysisErrors.UnsupportedFunction(name, $"It cannot hash {argument.SimpleString} here.", null);
                    text = argument is NullType ? text : $"{KernelCatalog.Use(kernel(argument))}({value}, {text})";
                }

                return Rows.Fill(call, text);
            });
}
