using System.CommandLine;
using BigData.Hosting.Configuration;

namespace BigData.Hosting.Commands;

/// <summary>The options that every verb takes.</summary>
internal sealed class CommonOptions
{
    public Option<string?> Engine { get; } = new("--engine") { Description = "embedded (default) or spark", Recursive = true, HelpName = "NAME" };

    public Option<string?> Remote { get; } = new("--remote") { Description = "Spark Connect server, sc://HOST:PORT (default: SPARK_REMOTE, then that of 'spark up')", Recursive = true, HelpName = "URL" };

    public Option<string?> Lakehouse { get; } = new("--lakehouse") { Description = "folder of the lakehouse (default: ./lakehouse)", Recursive = true, HelpName = "FOLDER" };

    public Option<string[]> Source { get; } = new("--source") { Description = "landing folder of a source; may be given again", Recursive = true, HelpName = "NAME=FOLDER", AllowMultipleArgumentsPerToken = false };

    public Option<string?> Conf { get; } = new("--conf") { Description = "folder with bigdata.json (default: the nearest conf folder upward)", Recursive = true, HelpName = "FOLDER" };

    public Option<bool> Json { get; } = new("--json") { Description = "output for machines: one document, for run one event a line", Recursive = true };

    public Option<bool> Verbose { get; } = new("--verbose") { Description = "more detail, with the causes of errors", Recursive = true };

    public void AddTo(Command command)
    {
        foreach (Option option in new Option[] { Engine, Remote, Lakehouse, Source, Conf, Json, Verbose })
        {
            command.Options.Add(option);
        }

        Engine.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } name && name is not ("embedded" or "spark"))
            {
                result.AddError($"--engine '{name}' is unknown; expected embedded or spark.");
            }
        });
        Source.Validators.Add(result =>
        {
            foreach (string value in result.GetValueOrDefault<string[]>() ?? [])
            {
                int equals = value.IndexOf('=', StringComparison.Ordinal);
                if (equals <= 0 || equals == value.Length - 1)
                {
                    result.AddError($"--source '{value}': expected NAME=FOLDER, for example --source shop=/data/landing.");
                }
            }
        });
    }

    /// <summary>The options as configuration values by full key.</summary>
    public IReadOnlyDictionary<string, string> AsConf(ParseResult parsed)
    {
        Dictionary<string, string> values = new(StringComparer.OrdinalIgnoreCase);
        Put(values, ConfKeys.Engine, parsed.GetValue(Engine));
        Put(values, ConfKeys.Remote, parsed.GetValue(Remote));
        Put(values, ConfKeys.Lakehouse, parsed.GetValue(Lakehouse));
        foreach (string value in parsed.GetValue(Source) ?? [])
        {
            int equals = value.IndexOf('=', StringComparison.Ordinal);
            values[$"sources:{value[..equals]}:folder"] = value[(equals + 1)..];
        }

        return values;
    }

    private static void Put(Dictionary<string, string> values, string key, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            values[key] = value;
        }
    }
}
