using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using BigData.Hosting.Engines;
using BigData.Hosting.Output;
using BigData.Spark.Connect.Launching;
using BigData.Spark.Sql;

namespace BigData.Hosting.Commands;

/// <summary><c>spark up|down|status</c>: a Spark Connect server on this machine.</summary>
internal static class SparkCommand
{
    private static readonly Option<int?> Port = PortOption();
    private static readonly Option<string> Master = new("--master") { Description = "where work is done: local[*], or spark://HOST:PORT of a cluster", DefaultValueFactory = _ => "local[*]", HelpName = "URL" };
    private static readonly Option<string[]> Set = SetOption();
    private static readonly Option<string?> Packages = new("--packages") { Description = "packages that Spark fetches, such as Delta's (group:name:version)", HelpName = "COORDINATES" };
    private static readonly Option<int> Timeout = new("--timeout") { Description = "seconds to wait for the server", DefaultValueFactory = _ => 300, HelpName = "SECONDS" };

    public static Command Create(AddVerb add)
    {
        Command up = new("up", "Start a Spark Connect server and wait until it answers") { Port, Master, Set, Packages, Timeout };
        Command down = new("down", "Stop the server that 'spark up' started");
        Command status = new("status", "Tell the server's version, port, process, uptime, and whether it has Delta");
        add(up, UpAsync);
        add(down, (scope, _, token) => DownAsync(scope, token));
        add(status, (scope, _, token) => StatusAsync(scope, token));
        return new Command("spark", "A Spark Connect server on this machine") { up, down, status };
    }

    private static async Task<int> UpAsync(CommandScope scope, ParseResult parsed, CancellationToken token)
    {
        string folder = SparkServerFolder.Of(scope);
        if (LocalServer.Find(folder) is { IsAlive: true } running)
        {
            await WriteAsync(scope, "running", running, $"already running: {Line(scope, running)}").ConfigureAwait(false);
            return ExitCodes.Ok;
        }

        HostEnvironment host = scope.Host;
        LocalServerOptions options = new()
        {
            Home = await SparkHome.FindAsync(host.Variable("SPARK_HOME"), [host.WorkingFolder, host.ApplicationFolder], token).ConfigureAwait(false),
            Folder = folder,
            Port = parsed.GetValue(Port),
            Master = parsed.GetValue(Master)!,
            SettingsFile = SparkServerFolder.SettingsFile(scope, folder),
            Settings = Settings(parsed),
            Packages = parsed.GetValue(Packages),
            JavaHome = host.Variable("JAVA_HOME"),
            Timeout = TimeSpan.FromSeconds(parsed.GetValue(Timeout)),
        };
        (LocalServerStatus server, bool isNew) = await LocalServer.StartAsync(options, token).ConfigureAwait(false);
        string verb = isNew ? "started" : "already running";
        await WriteAsync(scope, isNew ? "started" : "running", server, $"{verb}: {Line(scope, server)}").ConfigureAwait(false);
        return ExitCodes.Ok;
    }

    private static async Task<int> DownAsync(CommandScope scope, CancellationToken token)
    {
        LocalServerStatus? server = await LocalServer.StopAsync(SparkServerFolder.Of(scope), token).ConfigureAwait(false);
        string text = server switch
        {
            null => "no server was started with 'spark up'",
            { IsAlive: true } => Invariant($"stopped: process {server.Pid}, port {server.Port}"),
            _ => Invariant($"process {server.Pid} was gone already; its state is cleared"),
        };
        string status = server switch { null => "none", { IsAlive: true } => "stopped", _ => "dead" };
        await WriteAsync(scope, status, server, text).ConfigureAwait(false);
        return ExitCodes.Ok;
    }

    private static async Task<int> StatusAsync(CommandScope scope, CancellationToken token)
    {
        LocalServerStatus? server = LocalServer.Find(SparkServerFolder.Of(scope));
        if (server is null)
        {
            await WriteAsync(scope, "none", null, "no server; start one with 'bigdata spark up'").ConfigureAwait(false);
            return ExitCodes.Failed;
        }

        if (!server.IsAlive)
        {
            string tail = string.Concat(LocalServer.LogTail(server).Select(line => Environment.NewLine + "  " + line));
            await WriteAsync(scope, "dead", server, Invariant($"the server (process {server.Pid}, port {server.Port}) is gone without 'spark down'; start it again with 'bigdata spark up'. Its last lines, from {server.LogFile}:{tail}")).ConfigureAwait(false);
            return ExitCodes.Failed;
        }

        try
        {
            (string version, bool hasDelta) = await LocalServer.AskAsync(server.Url, token).ConfigureAwait(false);
            server = server with { Version = version, HasDelta = hasDelta };
        }
        catch (SparkException e)
        {
            await WriteAsync(scope, "silent", server, Invariant($"process {server.Pid} is there, but {server.Url} does not answer: {e.Message} 'bigdata spark down' ends it; its output is in {server.LogFile}")).ConfigureAwait(false);
            return ExitCodes.Failed;
        }

        await WriteAsync(scope, "running", server, $"running: {Line(scope, server)}").ConfigureAwait(false);
        return ExitCodes.Ok;
    }

    private static string Line(CommandScope scope, LocalServerStatus server) => Invariant(
        $"Spark {server.Version} {(server.HasDelta ? "with" : "WITHOUT")} Delta at {server.Url} (process {server.Pid}, up {Values.Seconds(Uptime(scope, server).TotalSeconds)} s, {server.Master}, {server.SparkHome})");

    private static TimeSpan Uptime(CommandScope scope, LocalServerStatus server)
    {
        TimeSpan uptime = scope.Host.Time.GetUtcNow() - server.StartedAt;
        return uptime < TimeSpan.Zero ? TimeSpan.Zero : uptime;
    }

    private static Task WriteAsync(CommandScope scope, string status, LocalServerStatus? server, string text)
    {
        if (!scope.IsJson)
        {
            return scope.Host.Output.WriteLineAsync(text);
        }

        JsonObject json = new() { ["status"] = status };
        if (server is not null)
        {
            json["url"] = server.Url;
            json["port"] = server.Port;
            json["pid"] = server.Pid;
            json["version"] = server.Version;
            json["delta"] = server.HasDelta;
            json["master"] = server.Master;
            json["started_at"] = Values.Json(server.StartedAt);
            json["uptime_seconds"] = status is "running" or "started" ? Math.Round(Uptime(scope, server).TotalSeconds, 3) : null;
            json["spark_home"] = server.SparkHome;
            json["log"] = server.LogFile;
        }

        return scope.Host.Output.WriteLineAsync(JsonText.Indented(json));
    }

    private static Dictionary<string, string> Settings(ParseResult parsed)
    {
        Dictionary<string, string> settings = new(StringComparer.Ordinal);
        foreach (string pair in parsed.GetValue(Set) ?? [])
        {
            int equals = pair.IndexOf('=', StringComparison.Ordinal);
            settings[pair[..equals]] = pair[(equals + 1)..];
        }

        return settings;
    }

    private static Option<int?> PortOption()
    {
        Option<int?> option = new("--port") { Description = "port on 127.0.0.1; 0 picks a free one (default: 15002, or a free one when that is in use)", HelpName = "PORT" };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() is { } port and (< 0 or > 65535))
            {
                result.AddError(Invariant($"--port {port}: expected a number from 0 to 65535."));
            }
        });
        return option;
    }

    private static Option<string[]> SetOption()
    {
        Option<string[]> option = new("--set") { Description = "a setting of Spark; may be given again", HelpName = "KEY=VALUE", AllowMultipleArgumentsPerToken = false };
        option.Validators.Add(result =>
        {
            foreach (string pair in (result.GetValueOrDefault<string[]>() ?? []).Where(pair => pair.IndexOf('=', StringComparison.Ordinal) <= 0))
            {
                result.AddError($"--set '{pair}': expected KEY=VALUE, for example --set spark.driver.memory=4g.");
            }
        });
        return option;
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
