using System.Globalization;
using System.Text.RegularExpressions;

namespace BigData.Hosting.Tests.Reporting;

/// <summary>The colours of the page, in its light and its dark form, by the contrast of WCAG 2.2 (relative luminance, 1.4.3 and 1.4.11).</summary>
public sealed class PaletteTests
{
    private static readonly string Style = File.ReadAllText(Path.Combine(RepositoryFiles.Root, "lib", "BigData.Hosting", "Reporting", "report.css"));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Text_and_pictures_stand_out(int form)
    {
        Dictionary<string, double> colours = Colours(form);
        foreach (string ground in new[] { "page", "surface", "track" })
        {
            Assert.All(new[] { "text", "muted", "link" }, name => Require(colours, name, ground, 4.5));
        }

        string[] fills = ["quiet", "gain", "loss", .. Enumerable.Range(1, 8).Select(i => $"c{i.ToString(CultureInfo.InvariantCulture)}")];
        Assert.All(fills, name => Require(colours, name, "surface", 3));
    }

    private static void Require(Dictionary<string, double> colours, string name, string ground, double least)
    {
        (double one, double other) = (colours[name] + 0.05, colours[ground] + 0.05);
        double contrast = Math.Max(one, other) / Math.Min(one, other);
        Assert.True(contrast >= least, $"--{name} on --{ground}: {contrast:0.00}, expected at least {least}");
    }

    private static Dictionary<string, double> Colours(int form)
    {
        string block = Style.Split(":root {")[form + 1].Split('}')[0];
        return Regex.Matches(block, "--(?<name>[a-z0-9]+): #(?<rgb>[0-9a-f]{6});", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5))
            .ToDictionary(colour => colour.Groups["name"].Value, colour => Luminance(int.Parse(colour.Groups["rgb"].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture)));
    }

    private static double Luminance(int rgb)
    {
        static double Linear(int part) => part / 255.0 is <= 0.04045 and var low ? low / 12.92 : Math.Pow(((part / 255.0) + 0.055) / 1.055, 2.4);
        return (0.2126 * Linear(rgb >> 16)) + (0.7152 * Linear((rgb >> 8) & 255)) + (0.0722 * Linear(rgb & 255));
    }
}
