namespace BigData.Delta.Predicates;

/// <summary>Name of a column, or the path to a field nested in structs. Names compare without regard to case.</summary>
/// <param name="Parts">Names from the outermost column inwards; never empty.</param>
public sealed record ColumnPath(IReadOnlyList<string> Parts)
{
    /// <summary>A top-level column (a dot is part of the name, not a separator).</summary>
    /// <param name="name">Its name.</param>
    public static implicit operator ColumnPath(string name) => FromString(name);

    /// <summary>A top-level column (a dot is part of the name, not a separator).</summary>
    /// <param name="name">Its name.</param>
    public static ColumnPath FromString(string name) => new([name]);

    /// <inheritdoc/>
    public bool Equals(ColumnPath? other) => other is not null && Parts.SequenceEqual(other.Parts, StringComparer.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        foreach (string part in Parts)
        {
            hash.Add(part, StringComparer.OrdinalIgnoreCase);
        }

        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public override string ToString() => string.Join('.', Parts);
}
