using BigData.Pipelines.Ledger;
using BigData.Pipelines.Running;
using Spectre.Console;

namespace BigData.Hosting.Output;

/// <summary>The end of a run for people: a table of tables, then what they should know.</summary>
internal static class RunReport
{
    public static void Write(HostEnvironment host, RunResult result)
    {
        IAnsiConsole console = TextTable.Console(host);
        if (result.Tables.Count > 0)
        {
            Tables(console, result);
        }

        if (result.Publications.Count > 0)
        {
            PublicationOutput.Table(host, result.Publications);
        }

        foreach (IGrouping<string, TableResult> same in result.Tables.Where(one => one.Facts is not null).GroupBy(one => one.Facts!.ToJsonString()))
        {
            FactReport.Write(console, string.Join(", ", same.Select(one => one.Table)), same.First().Facts!);
        }

        foreach (TableResult one in result.Tables.Where(one => one.Message is not null))
        {
            host.Output.WriteLine($"{Names.Of(one.Status)}: {one.Table}: {one.Message}");
        }

        if (result.LedgerError is { } error)
        {
            host.Output.WriteLine($"failed: {error}");
        }

        foreach (SetAsideFile file in result.SetAside)
        {
            host.Output.WriteLine($"set aside: {file.Source}/{file.File}: {file.Reason}");
        }

        foreach (string warning in result.Warnings)
        {
            host.Output.WriteLine($"warning: {warning}");
        }

        string asOf = result.AsOf is { } date ? $", as of {Values.Day(date)}" : string.Empty;
        host.Output.WriteLine($"{Names.Of(result.Status)}{asOf}, {Values.Seconds(result.Seconds)} s, run {result.RunId}");
    }

    private static void Tables(IAnsiConsole console, RunResult result)
    {
        Table table = TextTable.Create("table", "status", ">rows in", ">rows out", ">rejected", ">seconds");
        foreach (TableResult one in result.Tables)
        {
            TextTable.Add(
                table,
                one.Table,
                Names.Of(one.Status),
                Values.Number(one.RowsIn),
                Values.Number(one.RowsOut),
                Values.Number(one.RowsRejected),
                Values.Seconds(one.Seconds));
        }

        console.Write(table);
    }
}
