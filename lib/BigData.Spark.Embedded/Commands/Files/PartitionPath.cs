using System.Globalization;
using System.Text;
using BigData.Spark.Embedded.Sources;

namespace BigData.Spark.Embedded.Commands.Files;

/// <summary>Names of the folders of partitions, as Hive and Spark write them.</summary>
internal static class PartitionPath
{
    private const string Escaped = "\"#%'*/:=?\\{[]^\u007f";

    /// <summary>The folder of a value below those of the columns before it.</summary>
    /// <param name="column">The column.</param>
    /// <param name="value">Its value as text; null, like an empty one, has a name of its own.</param>
    public static string Folder(string column, string? value)
        => $"{Escape(column)}={(string.IsNullOrEmpty(value) ? PathLister.HiveDefaultPartition : Escape(value))}";

    private static string Escape(string text)
    {
        StringBuilder escaped = new(text.Length);
        foreach (char c in text)
        {
            if (c < ' ' || Escaped.Contains(c, StringComparison.Ordinal))
            {
                escaped.Append('%').Append(((int)c).ToString("X2", CultureInfo.InvariantCulture));
            }
            else
            {
                escaped.Append(c);
            }
        }

        return escaped.ToString();
    }
}
