using BigData.Delta.Actions;
using BigData.Delta.Predicates;

namespace BigData.Delta.Transactions;

/// <summary>What a transaction has read: conditions (files added later might match them) and files (which may not vanish).</summary>
internal sealed class TransactionReads
{
    private readonly List<DeltaPredicate> _predicates = [];
    private readonly HashSet<string> _files = new(StringComparer.Ordinal);

    /// <summary>Whether anything was read.</summary>
    public bool Any => _files.Count > 0 || _predicates.Count > 0;

    /// <summary>Conditions read; "always true" stands for the whole table.</summary>
    public IReadOnlyList<DeltaPredicate> Predicates => _predicates;

    public void Add(DeltaPredicate? predicate, IReadOnlyList<AddFile> files)
    {
        _predicates.Add(predicate ?? DeltaPredicate.True);
        foreach (AddFile file in files)
        {
            Add(file);
        }
    }

    public void Add(AddFile file) => _files.Add(file.Path);

    public bool Contains(FileAction file) => _files.Contains(file.Path);
}
