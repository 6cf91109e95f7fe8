using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using BigData.Hosting.Output;
using BigData.Hosting.Publishing;
using BigData.Hosting.Reporting;
using BigData.Hosting.Reporting.Guides;
using BigData.Hosting.Reporting.Html;
using BigData.Pipelines;
using BigData.Spark.Sql;

namespace BigData.Hosting.Commands;

/// <summary><c>report</c>: the gold tables as one page of HTML for people who do not write SQL.</summary>
internal static class ReportCommand
{
    private const int MostDays = 36_500;

    private static readonly Argument<string[]> Sources = new("SOURCE")
    {
        Description = "sources to report on, such as shop (default: all)",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private static readonly Option<string?> Out = new("--out") { Description = "file to write (default: _published/report/index.html in the lakehouse)", HelpName = "FILE" };

    private static readonly Option<string?> Window = new("--window")
    {
        Description = $"look-back window of attribution (default: {ReportBuilder.DefaultWindowDays}, or the longest in the tables)",
        HelpName = "DAYS",
    };

    public static Command Create(AddVerb add)
    {
        Command command = new("report", "Write a page about segments, channels and recommendations from the gold tables") { Sources, Out, Window };
        add(command, ExecuteAsync);
        return command;
    }

    private static async Task<int> ExecuteAsync(CommandScope scope, ParseResult parsed, CancellationToken token)
    {
        string file = OutFile(scope, parsed);
        int? window = WindowDays(parsed);
        if (!TablePath.All(scope.Lakehouse).Any())
        {
            throw new PipelineUsageException($"The lakehouse {scope.Lakehouse} holds no tables yet; run 'run' first or give another folder with --lakehouse.");
        }

        ReportDocument report;
        SparkSession spark = await scope.OpenAsync(token).ConfigureAwait(false);
        await using (spark.ConfigureAwait(false))
        {
            ReportTables tables = await ReportTables.OpenAsync(spark, scope.Lakehouse, scope.Graph.Jobs.Select(job => job.Table.Name), token).ConfigureAwait(false);
            report = await ReportBuilder.BuildAsync(tables, parsed.GetValue(Sources) ?? [], window, token).ConfigureAwait(false);
        }

        await GuideFolder.WriteAsync(Path.GetDirectoryName(file)!, token).ConfigureAwait(false);
        await WholeFile.WriteAsync(file, ReportPage.Write(report), token).ConfigureAwait(false);
        await TellAsync(scope, file, report).ConfigureAwait(false);
        return ExitCodes.Ok;
    }

    private static string OutFile(CommandScope scope, ParseResult parsed)
    {
        if (parsed.GetValue(Out) is not { } name)
        {
            return Path.Combine(PublishedFolder.Of(scope.Lakehouse, "report"), "index.html");
        }

        string file = string.IsNullOrWhiteSpace(name)
            ? throw new PipelineUsageException("--out '': expected a file, for example --out report.html.")
            : Path.GetFullPath(name, scope.Host.WorkingFolder);
        return Directory.Exists(file) || Path.EndsInDirectorySeparator(file)
            ? throw new PipelineUsageException($"--out {name}: {file} is a folder; expected a file, for example --out {Path.Combine(name, "report.html")}.")
            : file;
    }

    private static int? WindowDays(ParseResult parsed)
    {
        if (parsed.GetValue(Window) is not { } text)
        {
            return null;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int days) && days is >= 1 and <= MostDays
            ? days
            : throw new PipelineUsageException(string.Create(CultureInfo.InvariantCulture, $"--window '{text}': expected a number of days from 1 to {MostDays}, for example 30."));
    }

    private static async Task TellAsync(CommandScope scope, string file, ReportDocument report)
    {
        TextWriter output = scope.Host.Output;
        if (scope.IsJson)
        {
            JsonObject document = new() { ["file"] = file };
            foreach ((string name, JsonNode? value) in ReportJson.Of(report))
            {
                document[name] = value?.DeepClone();
            }

            await output.WriteLineAsync(JsonText.Indented(document)).ConfigureAwait(false);
            return;
        }

        foreach (MissingTable missing in report.Missing)
        {
            string remedy = missing.Command is { } command ? $"'{command}' makes it" : "this program has no job that makes it";
            await output.WriteLineAsync($"missing: {missing.Table}: {remedy}").ConfigureAwait(false);
        }

        string asOf = report.AsOf is { } day ? $", as of {Values.Day(day)}" : string.Empty;
        string sources = report.Sources.Count == 0 ? "no source" : string.Join(", ", report.Sources.Select(source => source.Source));
        await output.WriteLineAsync($"written: {file} ({sources}{asOf})").ConfigureAwait(false);
    }
}
