using System.Globalization;
using System.Text;
using BigData.Spark.Catalogue;

namespace BigData.Spark.Tests.Catalogue;

/// <summary>Writes the members of <c>Functions</c> from the catalogue: one file per group, in parts that stay readable.</summary>
internal static class FunctionsSource
{
    private const int MaxLines = 390;
    private const string NoMember = "-";

    /// <summary>The files by name.</summary>
    public static IReadOnlyDictionary<string, string> Files()
    {
        SortedDictionary<string, string> files = new(StringComparer.Ordinal);
        foreach (IGrouping<FunctionGroup, FunctionInfo> group in FunctionCatalogue.All.Where(HasMember).GroupBy(f => f.Group))
        {
            List<List<string>> parts = Split(group.OrderBy(f => f.Name, StringComparer.Ordinal).SelectMany(Members));
            for (int i = 0; i < parts.Count; i++)
            {
                string suffix = i == 0 ? "" : (i + 1).ToString(CultureInfo.InvariantCulture);
                files[$"Functions.{group.Key}{suffix}.cs"] = File(group.Key, parts[i]);
            }
        }

        return files;
    }

    /// <summary>The name of the C# member.</summary>
    public static string MemberName(FunctionInfo function) => function.Member
        ?? string.Concat(function.Name.Split('_').Select(part => char.ToUpperInvariant(part[0]) + part[1..]));

    private static bool HasMember(FunctionInfo function) => function.Member != NoMember;

    private static List<List<string>> Split(IEnumerable<string> members)
    {
        List<List<string>> parts = [[]];
        int lines = 0;
        foreach (string member in members)
        {
            int count = member.Count(c => c == '\n') + 1;
            if (lines + count > MaxLines - 12)
            {
                parts.Add([]);
                lines = 0;
            }

            parts[^1].Add(member);
            lines += count;
        }

        return parts;
    }

    private static string File(FunctionGroup group, List<string> members)
    {
        StringBuilder text = new();
        if (members.Any(m => m.Contains("PlanExpressions.", StringComparison.Ordinal)))
        {
            text.Append("using BigData.Spark.Plans;\n\n");
        }

        text.Append("namespace BigData.Spark.Sql;\n\n");
        text.Append(CultureInfo.InvariantCulture, $"/// <content>Functions of the catalogue's group {group}; its test writes this file.</content>\n");
        text.Append("public static partial class Functions\n{\n").AppendJoin("\n", members).Append("}\n");
        return text.ToString();
    }

    private static IEnumerable<string> Members(FunctionInfo function)
    {
        List<Argument> arguments = [.. function.Arguments.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(Argument.Parse)];
        if (arguments.Exists(a => a.Kind == "f12"))
        {
            yield return Member(function, arguments.ConvertAll(a => a.Kind == "f12" ? a with { Kind = "f1" } : a));
            yield return Member(function, arguments.ConvertAll(a => a.Kind == "f12" ? a with { Kind = "f2" } : a));
            yield break;
        }

        int lastRequired = arguments.FindLastIndex(a => a.Mark == Mark.Required);
        if (arguments.FindIndex(a => a.Mark == Mark.Optional) is var first && first >= 0 && first < lastRequired)
        {
            yield return Member(function, [.. arguments.Where(a => a.Mark != Mark.Optional)]);
            yield return Member(function, arguments.ConvertAll(a => a with { Mark = Mark.Required }));
            yield break;
        }

        yield return Member(function, arguments);
        if (arguments is [.., { Kind: "c", Mark: Mark.Many } many])
        {
            yield return Member(function, [.. arguments.SkipLast(1), many with { Kind = "cs" }]);
        }
    }

    private static string Member(FunctionInfo function, List<Argument> arguments)
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"    /// <summary>{Xml(function.Summary)}</summary>\n");
        text.Append(CultureInfo.InvariantCulture, $"    /// <remarks>Spark's <c>{Xml(function.Name)}</c>, since {function.Since}.</remarks>\n");
        foreach (Argument argument in arguments)
        {
            text.Append(CultureInfo.InvariantCulture, $"    /// <param name=\"{argument.Name}\">{argument.Description}</param>\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"    /// <returns>{Returns(function)}</returns>\n");
        text.Append(CultureInfo.InvariantCulture, $"    public static Column {MemberName(function)}({string.Join(", ", arguments.Select(a => a.Declaration))}) =>");
        text.Append(CultureInfo.InvariantCulture, $"\n        {Call(function, arguments)};\n");
        return text.ToString();
    }

    private static string Call(FunctionInfo function, List<Argument> arguments)
    {
        string name = $"\"{function.Name}\"";
        if (arguments is [.., { Mark: Mark.Many } many])
        {
            IEnumerable<string> before = arguments.SkipLast(1).Select(a => a.Value);
            return many.Kind != "c"
                ? $"new(PlanExpressions.Call({name}, [{string.Join("", before.Select(b => b + ", "))}.. {many.Name}.Select(a => a.Expression)]))"
                : $"CallAll({string.Join(", ", before.Prepend(many.Name).Prepend(name))})";
        }

        return $"Call({string.Join(", ", arguments.Select(a => a.Value).Prepend(name))})";
    }

    private static string Returns(FunctionInfo function)
    {
        string type = Xml(function.Result.Describe());
        string what = function.Result is FixedResult ? $"A column of type {type}" : $"A column: {type}";
        return function.Nulls switch
        {
            NullRule.NullIfAnyNull => $"{what}; NULL if an argument is NULL.",
            NullRule.NullIfAllNull => $"{what}; NULL if all arguments are NULL.",
            NullRule.NeverNull => $"{what}; never NULL.",
            _ => $"{what}.",
        };
    }

    private static string Xml(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal);

    private enum Mark
    {
        Required,
        Optional,
        Zero,
        Many,
    }

    private sealed record Argument(string Name, string Kind, Mark Mark)
    {
        public string Description => (Kind, Mark) switch
        {
            ("c", Mark.Many) => "Columns, or their names.",
            ("cs", _) => "The columns.",
            ("v", Mark.Many) => "Values, or columns.",
            ("c", Mark.Optional) => "A column, or its name; left out if null.",
            ("c", _) => "A column, or its name.",
            ("v", Mark.Optional) => "A value, or a column; the engine's default if null.",
            ("v", Mark.Zero) => "A value, or a column; 0 if null.",
            ("v", _) => "A value, or a column.",
            (_, Mark.Optional) => "A function that makes an expression; none if null.",
            _ => "A function that makes an expression of its variables.",
        };

        public string Declaration
        {
            get
            {
                string type = Kind switch
                {
                    "cs" => "IEnumerable<Column>",
                    "c" => "ColumnOrName",
                    "v" => "ColumnOrValue",
                    "f1" => "Func<Column, Column>",
                    "f2" => "Func<Column, Column, Column>",
                    _ => "Func<Column, Column, Column, Column>",
                };
                return Mark switch
                {
                    Mark.Many when Kind == "cs" => $"{type} {Name}",
                    Mark.Many => $"params {type}[] {Name}",
                    Mark.Optional or Mark.Zero => $"{type}? {Name} = null",
                    _ => $"{type} {Name}",
                };
            }
        }

        public string Value => (Kind[0], Mark) switch
        {
            ('f', Mark.Optional) => $"{Name} is null ? null : Lambda({Name})",
            ('f', _) => $"Lambda({Name})",
            (_, Mark.Optional) => $"{Name}?.Expression",
            (_, Mark.Zero) => $"{Name}?.Expression ?? PlanExpressions.Literal(0)",
            _ => $"{Name}.Expression",
        };

        public static Argument Parse(string text)
        {
            Mark mark = Mark.Required;
            if (text.EndsWith("=0", StringComparison.Ordinal))
            {
                mark = Mark.Zero;
                text = text[..^2];
            }
            else if (text[^1] is '?' or '*')
            {
                mark = text[^1] == '?' ? Mark.Optional : Mark.Many;
                text = text[..^1];
            }

            string[] parts = text.Split(':');
            return new Argument(parts[0], parts.Length > 1 ? parts[1] : "c", mark);
        }
    }
}
