using System.Globalization;
using BigData.Spark.Sql;

namespace BigData.Spark.Connect.Launching;

/// <summary>
/// Starts, finds and stops a Spark Connect server of this machine. A server outlives the program that starts it; a folder with its
/// process id and port lets any later program find it.
/// </summary>
public static class LocalServer
{
    private const string ServerClass = "org.apache.spark.sql.connect.service.SparkConnectServer";
    private const string PortSetting = "spark.connect.grpc.binding.port";
    private const int TailLines = 25;
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(20);

    /// <summary>The server of a folder, without asking it anything.</summary>
    /// <param name="folder">The folder of <see cref="LocalServerOptions.Folder"/>.</param>
    /// <returns>What was started last; null when nothing was, or when it was stopped. <see cref="LocalServerStatus.IsAlive"/> tells whether its process is there.</returns>
    public static LocalServerStatus? Find(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        return ServerState.Read(folder) is { } status ? status with { IsAlive = ServerProcess.IsAlive(status.Pid, status.StartedAt) } : null;
    }

    /// <summary>Asks a server for its version and for Delta, by real calls. Half a minute without an answer is an error.</summary>
    /// <param name="url">The connection string, of this machine or another.</param>
    /// <param name="token">Gives up.</param>
    /// <returns>Spark's version, and whether it reads Delta tables.</returns>
    /// <exception cref="SparkException">It does not answer as a Spark Connect server does.</exception>
    public static Task<(string Version, bool HasDelta)> AskAsync(string url, CancellationToken token = default) =>
        LimitedAsync(url, CallLimit, token);

    /// <summary>The last lines of a server's output, oldest first.</summary>
    /// <param name="server">The server.</param>
    /// <returns>At most 25 lines; none when there is no output.</returns>
    public static IReadOnlyList<string> LogTail(LocalServerStatus server)
    {
        ArgumentNullException.ThrowIfNull(server);
        return Tail(server.LogFile);
    }

    /// <summary>Starts a server and waits until it answers a Connect call. A server of the folder that is running already is left as it is.</summary>
    /// <param name="options">What to start.</param>
    /// <param name="token">Gives up; the server that was begun is ended.</param>
    /// <returns>The server, and whether this call started it.</returns>
    /// <exception cref="SparkConnectException">Java is missing or too old, Delta is missing, the port is in use, or the server did not come up: its last lines are in the message.</exception>
    public static async Task<(LocalServerStatus Server, bool IsNew)> StartAsync(LocalServerOptions options, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        Directory.CreateDirectory(options.Folder);
        using FileStream gate = await EnterAsync(options.Folder, token).ConfigureAwait(false);
        if (Find(options.Folder) is { IsAlive: true } running)
        {
            return (running, false);
        }

        ServerState.Delete(options.Folder);
        await JavaRuntime.RequireAsync(options.JavaHome, token).ConfigureAwait(false);
        Check(options);
        LocalServerStatus started = await BeginAsync(options, ServerProbe.ChoosePort(options.Port), token).ConfigureAwait(false);
        try
        {
            LocalServerStatus ready = await ReadyAsync(started, options.Timeout, token).ConfigureAwait(false);
            ServerState.Write(options.Folder, ready);
            return (ready, true);
        }
        catch
        {
            await ServerProcess.StopAsync(started.Pid, started.StartedAt, StopPatience, CancellationToken.None).ConfigureAwait(false);
            ServerState.Delete(options.Folder);
            throw;
        }
    }

    /// <summary>Ends the server of a folder and waits until its process is gone.</summary>
    /// <param name="folder">The folder of <see cref="LocalServerOptions.Folder"/>.</param>
    /// <param name="token">Stops waiting.</param>
    /// <returns>The server that was ended, with <see cref="LocalServerStatus.IsAlive"/> as it was before; null when there was none.</returns>
    public static async Task<LocalServerStatus?> StopAsync(string folder, CancellationToken token = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        if (!Directory.Exists(folder))
        {
            return null;
        }

        using FileStream gate = await EnterAsync(folder, token).ConfigureAwait(false);
        LocalServerStatus? server = Find(folder);
        if (server is { IsAlive: true })
        {
            await ServerProcess.StopAsync(server.Pid, server.StartedAt, StopPatience, token).ConfigureAwait(false);
        }

        ServerState.Delete(folder);
        return server;
    }

    private static void Check(LocalServerOptions options)
    {
        if (options.Settings.ContainsKey(PortSetting))
        {
            throw new SparkConnectException($"The port of the server is given by --port, not by the setting {PortSetting}.");
        }

        if (options.SettingsFile is { } file && !File.Exists(file))
        {
            throw new SparkConnectException($"The file of Spark's settings {file} is not there.");
        }

        bool hasJars = options.Settings.Keys.Any(key => key is "spark.jars" or "spark.jars.packages" or "spark.driver.extraClassPath");
        if (!options.Home.HasDelta && options.Packages is null && !hasJars)
        {
            throw new SparkConnectException(
                $"The Spark {options.Home.Version} in {options.Home.Folder} has no Delta package, and tables are Delta tables. " +
                $"Let Spark fetch it with --packages {options.Home.DeltaPackage}, or put its jars into {Path.Combine(options.Home.Folder, "jars")}.");
        }
    }

    private static async Task<LocalServerStatus> BeginAsync(LocalServerOptions options, int port, CancellationToken token)
    {
        string folder = Path.GetFullPath(options.Folder);
        string log = ServerState.LogFile(folder);
        // SPARK_REMOTE would make spark-submit a client of another server.
        Dictionary<string, string?> variables = new(StringComparer.Ordinal) { ["SPARK_HOME"] = options.Home.Folder, ["SPARK_REMOTE"] = null };
        if (!string.IsNullOrEmpty(options.JavaHome))
        {
            variables["JAVA_HOME"] = options.JavaHome;
        }

        int pid = await ServerProcess.StartAsync(options.Home.Submit, Arguments(options, folder, port), folder, log, variables, token).ConfigureAwait(false);
        LocalServerStatus started = new()
        {
            Pid = pid,
            Port = port,
            Master = options.Master,
            SparkHome = options.Home.Folder,
            Version = options.Home.Version,
            HasDelta = options.Home.HasDelta,
            StartedAt = ServerProcess.StartOf(pid) ?? throw Failed("ended at once", log),
            LogFile = log,
            IsAlive = true,
        };
        ServerState.Write(folder, started);
        return started;
    }

    private static List<string> Arguments(LocalServerOptions options, string folder, int port)
    {
        List<string> words = ["--master", options.Master, "--class", ServerClass, "--name", "bigdata"];
        if (options.SettingsFile is { } file)
        {
            words.AddRange(["--properties-file", Path.GetFullPath(file), "--load-spark-defaults"]);
        }

        if (options.Packages is { } packages)
        {
            words.AddRange(["--packages", packages]);
        }

        Dictionary<string, string> settings = new(StringComparer.Ordinal)
        {
            ["spark.connect.grpc.binding.address"] = "127.0.0.1",
            ["spark.sql.extensions"] = "io.delta.sql.DeltaSparkSessionExtension",
            ["spark.sql.catalog.spark_catalog"] = "org.apache.spark.sql.delta.catalog.DeltaCatalog",
            ["spark.sql.warehouse.dir"] = Path.Combine(folder, "warehouse"),
        };
        foreach ((string key, string value) in options.Settings)
        {
            settings[key] = value;
        }

        settings[PortSetting] = port.ToString(CultureInfo.InvariantCulture);
        words.AddRange(settings.SelectMany(setting => new[] { "--conf", $"{setting.Key}={setting.Value}" }));
        words.Add("spark-internal");
        return words;
    }

    private static async Task<LocalServerStatus> ReadyAsync(LocalServerStatus server, TimeSpan timeout, CancellationToken token)
    {
        long begin = TimeProvider.System.GetTimestamp();
        string last = "nothing listens on its port";
        while (TimeProvider.System.GetElapsedTime(begin) is { } elapsed && elapsed < timeout)
        {
            if (!ServerProcess.IsAlive(server.Pid, server.StartedAt))
            {
                throw Failed("ended before it answered", server.LogFile);
            }

            if (await ServerProbe.IsListeningAsync(server.Port, token).ConfigureAwait(false))
            {
                try
                {
                    (string version, bool hasDelta) = await LimitedAsync(server.Url, timeout - elapsed, token).ConfigureAwait(false);
                    return server with { Version = version, HasDelta = hasDelta };
                }
                catch (SparkException e)
                {
                    last = e.Message;
                }
            }

            await Task.Delay(Poll, TimeProvider.System, token).ConfigureAwait(false);
        }

        throw Failed(string.Create(CultureInfo.InvariantCulture, $"did not answer within {timeout.TotalSeconds:0} s ({last})"), server.LogFile);
    }

    private static async Task<(string Version, bool HasDelta)> LimitedAsync(string url, TimeSpan limit, CancellationToken token)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(token);
        limited.CancelAfter(limit);
        try
        {
            return await ServerProbe.AskAsync(url, limited.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!token.IsCancellationRequested)
        {
            throw new SparkConnectException(string.Create(CultureInfo.InvariantCulture, $"The server at {url} did not answer a call within {limit.TotalSeconds:0} s."));
        }
    }

    // One command at a time begins or ends the server of a folder; the file is free again when its process ends, however it ends.
    private static async Task<FileStream> EnterAsync(string folder, CancellationToken token)
    {
        while (true)
        {
            try
            {
                return new FileStream(Path.Combine(folder, ".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                await Task.Delay(Poll, TimeProvider.System, token).ConfigureAwait(false);
            }
        }
    }

    private static SparkConnectException Failed(string what, string log)
    {
        IReadOnlyList<string> tail = Tail(log);
        string lines = tail.Count == 0 ? "It wrote nothing." : "Its last lines:" + Environment.NewLine + string.Join(Environment.NewLine, tail.Select(line => "  " + line));
        return new SparkConnectException($"The Spark server {what}; its output is in {log}. {lines}");
    }

    private static IReadOnlyList<string> Tail(string log)
    {
        try
        {
            using StreamReader reader = new(new FileStream(log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
            Queue<string> lines = new(TailLines);
            while (reader.ReadLine() is { } line)
            {
                if (lines.Count == TailLines)
                {
                    lines.Dequeue();
                }

                lines.Enqueue(line);
            }

            return [.. lines];
        }
        catch (IOException)
        {
            return [];
        }
    }
}
