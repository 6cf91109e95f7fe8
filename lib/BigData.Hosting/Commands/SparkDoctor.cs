using BigData.Hosting.Engines;
using BigData.Spark.Connect.Launching;
using BigData.Spark.Sql;

namespace BigData.Hosting.Commands;

/// <summary>What a run needs of a Spark server: Delta, and the same files under the same paths.</summary>
internal static class SparkDoctor
{
    public static async Task<Check> CheckAsync(CommandScope scope, string name, SparkSession spark, string version, CancellationToken token)
    {
        string remote = EngineFactory.Remote(scope);
        (_, bool hasDelta) = await LocalServer.AskAsync(remote, token).ConfigureAwait(false);
        if (!hasDelta)
        {
            return new Check(name, false, $"Spark {version} answers, but it has no Delta: start it with the Delta package, as 'bigdata spark up' does");
        }

        string folder = DoctorCommand.Nearest(scope.Lakehouse).FullName;
        return await SeesAsync(spark, folder, token).ConfigureAwait(false)
            ? new Check(name, true, $"Spark {version} with Delta answers and sees {folder}")
            : new Check(name, false, $"Spark {version} with Delta answers, but does not see the files of {folder}: choose a lakehouse that both sides see under the same path");
    }

    private static async Task<bool> SeesAsync(SparkSession spark, string folder, CancellationToken token)
    {
        // Spark overlooks files whose names begin with a dot.
        string probe = Path.Combine(folder, $"bigdata.probe.{Environment.ProcessId}.txt");
        string text = Guid.NewGuid().ToString("N");
        try
        {
            await File.WriteAllTextAsync(probe, text, token).ConfigureAwait(false);
            IReadOnlyList<Row> rows = await spark.Read().Format("text").Load(probe).CollectAsync(token).ConfigureAwait(false);
            return rows.Count == 1 && rows[0].GetAs<string>(0) == text;
        }
        catch (AnalysisException)
        {
            return false;
        }
        finally
        {
            File.Delete(probe);
        }
    }
}
