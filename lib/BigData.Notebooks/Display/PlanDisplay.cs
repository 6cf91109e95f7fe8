using System.Text;

namespace BigData.Notebooks.Display;

/// <summary>The plan of a frame; each part folds under its heading.</summary>
internal static class PlanDisplay
{
    public static MimeBundle Of(PlanText plan)
    {
        StringBuilder html = new();
        StringBuilder part = new();
        string heading = "Plan";
        foreach (string line in plan.Text.ReplaceLineEndings("\n").Split('\n'))
        {
            if (line.StartsWith("== ", StringComparison.Ordinal) && line.EndsWith(" ==", StringComparison.Ordinal))
            {
                End(html, heading, part);
                heading = line.Trim('=', ' ');
            }
            else
            {
                part.Append(line).Append('\n');
            }
        }

        End(html, heading, part);
        return new MimeBundle(plan.Text) { Html = html.ToString() };
    }

    private static void End(StringBuilder html, string heading, StringBuilder part)
    {
        if (part.ToString().Trim() is { Length: > 0 } text)
        {
            html.Append("<details open><summary><b>").Append(Displays.Encode(heading)).Append("</b></summary><pre style=\"margin:0 0 .5em 1em\">").Append(Displays.Encode(text)).Append("</pre></details>");
        }

        part.Clear();
    }
}
