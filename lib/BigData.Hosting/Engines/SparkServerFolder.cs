using BigData.Hosting.Commands;
using BigData.Hosting.Configuration;

namespace BigData.Hosting.Engines;

/// <summary>Where <c>spark up</c> keeps what later commands need to find its server.</summary>
internal static class SparkServerFolder
{
    private const string SettingsName = "connect.conf";

    /// <summary>The folder: from conf, else one for each user of the machine.</summary>
    public static string Of(CommandScope scope) => scope.Conf.Get(ConfKeys.SparkFolder) ?? Path.Combine(UserState(scope.Host), "bigdata", "spark");

    /// <summary>The file of Spark's settings: from conf, else <c>spark/connect.conf</c> beside the configuration, else the copy inside this library.</summary>
    public static string SettingsFile(CommandScope scope, string folder)
    {
        if (scope.Conf.Get(ConfKeys.SparkSettings) is { } given)
        {
            return given;
        }

        if (scope.Conf.File is { } conf && Path.Combine(Path.GetDirectoryName(conf)!, "spark", SettingsName) is { } beside && File.Exists(beside))
        {
            return beside;
        }

        Directory.CreateDirectory(folder);
        string copy = Path.Combine(folder, SettingsName);
        using Stream resource = typeof(SparkServerFolder).Assembly.GetManifestResourceStream(SettingsName)!;
        using FileStream target = File.Create(copy);
        resource.CopyTo(target);
        return copy;
    }

    private static string UserState(HostEnvironment host)
    {
        if (host.Variable("XDG_STATE_HOME") is { } state)
        {
            return state;
        }

        return !OperatingSystem.IsWindows() && host.Variable("HOME") is { } home
            ? Path.Combine(home, ".local", "state")
            : Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create);
    }
}
