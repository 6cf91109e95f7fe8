using System.Reflection;

namespace BigData.Hosting.Reporting.Guides;

/// <summary>A guide that travels with the program: one file of <c>docs/guide</c>, embedded when the program was built.</summary>
internal sealed class Guide
{
    /// <summary>Folder of the pages, beside a report; its name is such that nobody has other files there.</summary>
    public const string Folder = "bigdata-guide";

    private const string Prefix = "guide/";
    private const string Extension = ".md";

    private Guide(string name, string text)
    {
        Name = name;
        Text = text;
        Title = text.Split('\n', 2)[0].TrimStart('#').Trim();
    }

    /// <summary>All guides, in the order of their names.</summary>
    public static IReadOnlyList<Guide> All { get; } =
    [
        .. Assembly.GetExecutingAssembly().GetManifestResourceNames()
            .Where(resource => resource.StartsWith(Prefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(resource => new Guide(resource[Prefix.Length..^Extension.Length], Read(resource))),
    ];

    /// <summary>Name of its file without extension.</summary>
    public string Name { get; }

    /// <summary>The first heading.</summary>
    public string Title { get; }

    /// <summary>Markdown.</summary>
    public string Text { get; }

    /// <summary>Name of its page in <see cref="Folder"/>.</summary>
    public string Page => Name + ".html";

    /// <summary>The guide with a name.</summary>
    /// <exception cref="InvalidOperationException">There is none: the program was built without it.</exception>
    public static Guide Named(string name) => Find(name) ?? throw new InvalidOperationException($"The program has no guide '{name}'.");

    /// <summary>The guide with a name; null where there is none.</summary>
    public static Guide? Find(string name) => All.FirstOrDefault(guide => guide.Name == name);

    /// <summary>The guide that a file name stands for; null where there is none.</summary>
    public static Guide? OfFile(string file) => file.EndsWith(Extension, StringComparison.Ordinal) ? Find(file[..^Extension.Length]) : null;

    /// <summary>The address of its page, seen from a report.</summary>
    public override string ToString() => $"{Folder}/{Page}";

    private static string Read(string resource)
    {
        using StreamReader reader = new(Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)!);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
