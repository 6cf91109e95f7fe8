using BigData.DuckDb.Functions;

namespace BigData.Spark.Embedded.Functions;

/// <summary>Numbers as Java's text.</summary>
internal static class TextKernels
{
    public static NativeKernel Double { get; } = new("spark_double_text", () => DuckDbFunction.Create<double, string>("spark_double_text", JavaNumber.Format));

    public static NativeKernel Float { get; } = new("spark_float_text", () => DuckDbFunction.Create<float, string>("spark_float_text", JavaNumber.Format));
}
