using System.Text;
using BigData.Notebooks.Display;

namespace BigData.Notebooks;

/// <summary>A picture of a frame: SVG without script, which is as readable in a mail or on paper as in a notebook, and the same in words.</summary>
public sealed class Chart
{
    private readonly string _title;
    private readonly string _plain;

    internal Chart(string title, string svg, string plain)
    {
        _title = title;
        Svg = svg;
        _plain = plain;
    }

    /// <summary>The picture as a whole SVG document.</summary>
    public string Svg { get; }

    /// <summary>The numbers of the picture as text.</summary>
    /// <returns>Several lines.</returns>
    public override string ToString() => _plain;

    /// <summary>Writes the picture to a file.</summary>
    /// <param name="path">The file, such as <c>segments.svg</c>; it is replaced.</param>
    public void Save(string path) => File.WriteAllText(path, Svg, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));

    // As an image: pages that clean HTML of strangers let it pass, and it needs no trust.
    internal MimeBundle Draw() => new(_plain)
    {
        Html = $"<img alt=\"{Displays.Encode(_title)}\" style=\"max-width:100%\" src=\"data:image/svg+xml;base64,{Convert.ToBase64String(Encoding.UTF8.GetBytes(Svg))}\">",
    };
}
