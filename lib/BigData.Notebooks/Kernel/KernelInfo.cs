using System.Reflection;
using System.Text.Json.Nodes;
using BigData.Notebooks.Protocol;

namespace BigData.Notebooks.Kernel;

/// <summary>What the kernel says of itself.</summary>
internal static class KernelInfo
{
    public const string Language = "C#";

    private static readonly string Version = typeof(KernelInfo).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";

    /// <summary>The language for notebook files and editors.</summary>
    public static JsonObject LanguageInfo() => new()
    {
        ["name"] = Language,
        ["version"] = "14.0",
        ["mimetype"] = "text/x-csharp",
        ["file_extension"] = ".cs",
        ["pygments_lexer"] = "csharp",
        ["codemirror_mode"] = "text/x-csharp",
    };

    public static JsonObject Answer() => new()
    {
        ["status"] = "ok",
        ["protocol_version"] = MessageCodec.ProtocolVersion,
        ["implementation"] = "bigdata-csharp",
        ["implementation_version"] = Version,
        ["language_info"] = LanguageInfo(),
        ["banner"] = $"C# over a lakehouse, BigData {Version}: 'spark' is the session, %%sql begins a cell of SQL.",
        ["help_links"] = new JsonArray(),
        ["debugger"] = false,
    };
}
