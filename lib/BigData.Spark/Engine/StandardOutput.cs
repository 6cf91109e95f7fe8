namespace BigData.Spark.Engine;

/// <summary>The console's output: the default of a session's writer, and the one use of the console.</summary>
internal static class StandardOutput
{
#pragma warning disable RS0030 // The default writer of a session is the console's.
    public static TextWriter Writer => Console.Out;
#pragma warning restore RS0030
}
