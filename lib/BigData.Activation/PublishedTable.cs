using System.Security.Cryptography;
using System.Text;

namespace BigData.Activation;

/// <summary>A table as a destination sees it: name, key, columns and their meaning.</summary>
public sealed record PublishedTable
{
    /// <summary>The name as <c>schema.table</c>, for example <c>gold.customer_segments</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The columns that identify a row, none of them null; empty for a table that can only be replaced as a whole.</summary>
    public required IReadOnlyList<string> Keys { get; init; }

    /// <summary>The columns in their order.</summary>
    public required IReadOnlyList<PublishedColumn> Columns { get; init; }

    /// <summary>What the table holds, for people: the comment of the table at the destination.</summary>
    public string Comment { get; init; } = string.Empty;

    /// <summary>The part of <see cref="Name"/> behind the dot.</summary>
    public string ShortName => Name[(Name.IndexOf('.', StringComparison.Ordinal) + 1)..];

    /// <summary>
    /// A short hash of keys and of names and types of the columns, in lower-case hex: the version of the contract that readers at the
    /// destination rely on. Comments do not count.
    /// </summary>
    public string ContractVersion => Hash();

    private string Hash()
    {
        StringBuilder text = new();
        text.AppendJoin(',', Keys).Append('\n');
        text.AppendJoin('\n', Columns.Select(column => $"{column.Name} {column.Type}"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())).AsSpan(0, 8));
    }
}

/// <summary>One column of a <see cref="PublishedTable"/>.</summary>
/// <param name="Name">The name.</param>
/// <param name="Type">The type as Spark's DDL writes it, for example <c>decimal(18,2)</c>.</param>
/// <param name="Comment">What the value means.</param>
/// <param name="IsPersonal">Whether the value identifies or describes a person: previews and messages do not show it.</param>
public sealed record PublishedColumn(string Name, string Type, string Comment, bool IsPersonal = false);
