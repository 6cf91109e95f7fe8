using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using BigData.Hosting.Generating;
using BigData.Hosting.Output;
using BigData.Pipelines;
using Spectre.Console;

namespace BigData.Hosting.Commands;

/// <summary><c>generate</c>: a made-up shop as daily files, and the truth that is planted in it.</summary>
internal static class GenerateCommand
{
    private const string DayFormat = "yyyy-MM-dd";
    private const int FirstYear = 1_900;
    private const int LastYear = 9_900;

    private static readonly Option<string> Customers = Text("--customers", "N", "number of customer accounts, 1 to 100,000,000", "2000");
    private static readonly Option<string> Days = Text("--days", "D", "number of days, 1 to 3,660", "90");
    private static readonly Option<string> Seed = Text("--seed", "S", "a whole number from 0; the same one gives the same files", "1");
    private static readonly Option<string> Start = Text("--start", "DAY", "the first day, yyyy-MM-dd, UTC", "2011-09-12");
    private static readonly Option<string?> Out = new("--out") { Description = "folder that is made: a folder of daily files for each kind, and truth.json", HelpName = "FOLDER" };
    private static readonly Option<bool> Gzip = new("--gzip") { Description = "compress the files (.csv.gz)" };

    public static Command Create(AddVerb add)
    {
        Command command = new("generate", "Make up a consistent shop as daily files, with the truth that is planted in it")
        {
            Customers, Days, Seed, Start, Out, Gzip,
        };
        add(command, ExecuteAsync);
        return command;
    }

    private static async Task<int> ExecuteAsync(CommandScope scope, ParseResult parsed, CancellationToken token)
    {
        ShopOptions options = Options(scope, parsed);
        string folder = options.Folder;
        string work = folder + ".unfinished";
        if (Directory.Exists(work))
        {
            throw new PipelineUsageException($"--out: {work} is what an interrupted or running 'generate' has left; remove it, or name another folder.");
        }

        Tally tally;
        try
        {
            Directory.CreateDirectory(work);
            tally = await Task.Run(() => ShopGenerator.Write(options with { Folder = work }, token), token).ConfigureAwait(false);
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder);
            }

            Directory.Move(work, folder);
        }
        finally
        {
            if (Directory.Exists(work))
            {
                Directory.Delete(work, recursive: true);
            }
        }

        await ReportAsync(scope, options, tally).ConfigureAwait(false);
        return ExitCodes.Ok;
    }

    private static ShopOptions Options(CommandScope scope, ParseResult parsed)
    {
        int customers = Whole(parsed, Customers, 1, ShopOptions.MostCustomers);
        int days = Whole(parsed, Days, 1, ShopOptions.MostDays);
        string seed = parsed.GetValue(Seed)!;
        if (!ulong.TryParse(seed, NumberStyles.None, CultureInfo.InvariantCulture, out ulong number))
        {
            throw new PipelineUsageException($"--seed '{seed}': expected a whole number from 0 to {ulong.MaxValue.ToString(CultureInfo.InvariantCulture)}.");
        }

        string start = parsed.GetValue(Start)!;
        if (!DateOnly.TryParseExact(start, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day)
            || day.Year is < FirstYear or > LastYear)
        {
            throw new PipelineUsageException(Invariant($"--start '{start}': expected a day as yyyy-MM-dd from the years {FirstYear} to {LastYear}, for example 2011-09-12."));
        }

        return new ShopOptions(customers, days, number, day, Folder(scope, parsed), parsed.GetValue(Gzip));
    }

    private static string Folder(CommandScope scope, ParseResult parsed)
    {
        string? name = parsed.GetValue(Out);
        if (string.IsNullOrWhiteSpace(name))
        {
            throw new PipelineUsageException("generate needs --out FOLDER, a folder that does not exist yet, for example --out shop.");
        }

        string folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(name, scope.Host.WorkingFolder));
        return File.Exists(folder) || (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
            ? throw new PipelineUsageException($"--out {name}: {folder} is there and not an empty folder; nothing was written. Name one that does not exist yet.")
            : folder;
    }

    private static int Whole(ParseResult parsed, Option<string> option, int least, int most)
    {
        string text = parsed.GetValue(option)!;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value >= least && value <= most
            ? value
            : throw new PipelineUsageException(Invariant($"{option.Name} '{text}': expected a whole number from {least} to {most}."));
    }

    private static async Task ReportAsync(CommandScope scope, ShopOptions options, Tally tally)
    {
        if (scope.IsJson)
        {
            JsonObject files = [];
            foreach (FileKind kind in Enum.GetValues<FileKind>())
            {
                RowTally rows = tally.Files[(int)kind];
                files[DayWriter.Folder(kind)] = new JsonObject { ["rows"] = rows.Rows, ["copies"] = rows.Copies, ["late"] = rows.Late, ["broken"] = rows.Broken.Sum() };
            }

            JsonObject document = new() { ["folder"] = options.Folder, ["seed"] = options.Seed, ["files"] = files };
            await scope.Host.Output.WriteLineAsync(JsonText.Indented(document)).ConfigureAwait(false);
            return;
        }

        Table table = TextTable.Create("files", "rows", "twice", "late", "broken");
        foreach (FileKind kind in Enum.GetValues<FileKind>())
        {
            RowTally rows = tally.Files[(int)kind];
            TextTable.Add(table, DayWriter.Folder(kind), Number(rows.Rows), Number(rows.Copies), Number(rows.Late), Number(rows.Broken.Sum()));
        }

        TextTable.Console(scope.Host).Write(table);
        await scope.Host.Output.WriteLineAsync($"written: {options.Folder}, with the planted truth in {TruthFile.Name}").ConfigureAwait(false);
        await scope.Host.Output.WriteLineAsync($"next:    bigdata run --source shop={options.Folder}").ConfigureAwait(false);
    }

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static Option<string> Text(string name, string help, string description, string value) =>
        new(name) { Description = $"{description} (default: {value})", HelpName = help, DefaultValueFactory = _ => value };

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
