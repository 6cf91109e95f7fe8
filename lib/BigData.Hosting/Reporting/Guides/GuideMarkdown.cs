using Markdig;
using Markdig.Extensions.AutoIdentifiers;
using Markdig.Extensions.Tables;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace BigData.Hosting.Reporting.Guides;

/// <summary>
/// Markdown of a guide as HTML. Links between guides lead to their pages and links to servers stay links; what else a guide links to is a file
/// of the repository, which does not travel with the program, so its name stands there as text. Markup and pictures have no place in a guide.
/// </summary>
internal static class GuideMarkdown
{
    private static readonly MarkdownPipeline Pipeline =
        new MarkdownPipelineBuilder().UsePipeTables().UseAutoIdentifiers(AutoIdentifierOptions.GitHub).DisableHtml().Build();

    /// <summary>Renders all but the first heading, which is the title of the page.</summary>
    public static string Render(string markdown)
    {
        MarkdownDocument document = Markdown.Parse(markdown, Pipeline);
        if (document is [HeadingBlock { Level: 1 } title, ..])
        {
            document.Remove(title);
        }

        foreach (LinkInline link in document.Descendants<LinkInline>().ToArray())
        {
            Lead(link);
        }

        using StringWriter text = new();
        HtmlRenderer renderer = new(text);
        Pipeline.Setup(renderer);
        renderer.ObjectRenderers.ReplaceOrAdd<CodeBlockRenderer>(new CodeRenderer());
        renderer.ObjectRenderers.ReplaceOrAdd<HtmlTableRenderer>(new TableRenderer());
        renderer.Render(document);
        return text.ToString();
    }

    private static void Lead(LinkInline link)
    {
        string[] address = (link.Url ?? string.Empty).Split('#', 2);
        if (!link.IsImage && Guide.OfFile(address[0]) is { } guide)
        {
            link.Url = address.Length == 2 ? $"{guide.Page}#{address[1]}" : guide.Page;
        }
        else if (link.IsImage || (address[0].Length > 0 && !Uri.TryCreate(link.Url, UriKind.Absolute, out _)))
        {
            while (link.FirstChild is { } child)
            {
                child.Remove();
                link.InsertBefore(child);
            }

            link.Remove();
        }
    }

    /// <summary>Code that is too wide is scrolled, by the keyboard too.</summary>
    private sealed class CodeRenderer : HtmlObjectRenderer<CodeBlock>
    {
        protected override void Write(HtmlRenderer renderer, CodeBlock obj) =>
            renderer.EnsureLine().Write("<pre tabindex=\"0\"><code>").WriteLeafRawLines(obj, writeEndOfLines: true, escape: true).WriteLine("</code></pre>");
    }

    /// <summary>A table that is too wide is scrolled, by the keyboard too; its name is that of the heading above it, and a head without words is none.</summary>
    private sealed class TableRenderer : HtmlObjectRenderer<Table>
    {
        protected override void Write(HtmlRenderer renderer, Table obj)
        {
            string? name = obj.Parent?.TakeWhile(block => block != obj).OfType<HeadingBlock>().LastOrDefault()?.TryGetAttributes()?.Id;
            string label = name is null ? "aria-label=\"Table\"" : $"aria-labelledby=\"{name}\"";
            renderer.EnsureLine().WriteLine($"<div class=\"rows\" role=\"group\" tabindex=\"0\" {label}><table {label}>");
            TableRow[] rows = [.. obj.OfType<TableRow>()];
            foreach (TableRow row in rows.Where(row => row.IsHeader && !row.All(IsEmpty)))
            {
                renderer.WriteLine("<thead>");
                Row(renderer, row, cell => IsEmpty(cell) ? "td" : "th scope=\"col\"");
                renderer.WriteLine("</thead>");
            }

            renderer.WriteLine("<tbody>");
            foreach (TableRow row in rows.Where(row => !row.IsHeader))
            {
                Row(renderer, row, cell => cell == row[0] ? "th scope=\"row\"" : "td");
            }

            renderer.WriteLine("</tbody></table></div>");
        }

        private static void Row(HtmlRenderer renderer, TableRow row, Func<Block, string> element)
        {
            renderer.Write("<tr>");
            foreach (TableCell cell in row.OfType<TableCell>())
            {
                string tag = element(cell);
                renderer.Write($"<{tag}>");
                bool isImplicit = renderer.ImplicitParagraph;
                renderer.ImplicitParagraph = true;
                renderer.WriteChildren(cell);
                renderer.ImplicitParagraph = isImplicit;
                renderer.Write($"</{tag[..2]}>");
            }

            renderer.WriteLine("</tr>");
        }

        private static bool IsEmpty(Block cell) => cell is TableCell { Count: 0 } or TableCell { LastChild: ParagraphBlock { Inline: null or { FirstChild: null } } };
    }
}
