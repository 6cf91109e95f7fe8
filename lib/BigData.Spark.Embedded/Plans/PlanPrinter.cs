using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text;

namespace BigData.Spark.Embedded.Plans;

/// <summary>Prints relations and statements: one node a line with its own properties, inputs below it.</summary>
internal static class PlanPrinter
{
    private static readonly HashSet<string> Hidden = new(StringComparer.Ordinal) { nameof(PlanNode.Children), "EqualityContract", nameof(Relation.Origin) };

    public static string Print(PlanNode node)
    {
        StringBuilder text = new();
        Stack<(PlanNode Node, string Lead, string Below)> pending = new([(node, "", "")]);
        while (pending.TryPop(out (PlanNode Node, string Lead, string Below) next))
        {
            text.Append(next.Lead).Append(Label(next.Node)).Append('\n');
            List<PlanNode> inputs = [.. next.Node.Children.Items.Where(c => c is not Expression)];
            for (int i = inputs.Count - 1; i >= 0; i--)
            {
                bool last = i == inputs.Count - 1;
                pending.Push((inputs[i], next.Below + (last ? "+- " : ":- "), next.Below + (last ? "   " : ":  ")));
            }
        }

        return text.ToString();
    }

    /// <summary>The kind of node and its own properties, without inputs: <c>Filter Condition=(a > 1)</c>.</summary>
    public static string Label(PlanNode node)
    {
        StringBuilder text = new(node.GetType().Name);
        foreach (PropertyInfo property in node.GetType().GetProperties(BindingFlags.Instance | BindingFlags.Public))
        {
            object? value = Hidden.Contains(property.Name) ? null : property.GetValue(node);
            if (Format(value) is { } shown)
            {
                text.Append(' ').Append(property.Name).Append('=').Append(shown);
            }
        }

        return text.ToString();
    }

    private static string? Format(object? value) => value switch
    {
        null or Relation or Statement or false => null,
        ValueArray<byte> bytes => $"<{bytes.Count} bytes>",
        IEnumerable<Relation> => null,
        string s => s,
        ICollection { Count: 0 } => null,
        IEnumerable list => List(list),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };

    private static string? List(IEnumerable list)
    {
        string[] items = [.. list.Cast<object?>().Select(i => i is KeyValuePair<string, string> option ? $"{option.Key}={option.Value}" : i?.ToString() ?? "null")];
        return items.Length == 0 ? null : "[" + string.Join(", ", items) + "]";
    }
}
