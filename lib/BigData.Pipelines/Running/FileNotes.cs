using BigData.Pipelines.Files;
using BigData.Pipelines.Ledger;

namespace BigData.Pipelines.Running;

/// <summary>Turns what was found about files into rows of <c>ops.files</c> and messages; says nothing twice.</summary>
internal sealed class FileNotes(RunSession run, string source, IReadOnlyDictionary<string, RememberedFile> remembered)
{
    /// <summary>Folders below the landing folder that cannot be looked into.</summary>
    public void TakeUnreadable(IReadOnlyList<(string Name, string Reason)> folders)
    {
        foreach ((string name, string reason) in folders)
        {
            run.AddSetAside(new SetAsideFile(source, name, reason));
            AddIfNew(name, null, null, FileRow.SetAside, reason);
        }
    }

    /// <summary>Files that were set aside or hold no record, and taken files that a killed run could not write down.</summary>
    public void Take(IReadOnlyList<FileReport> reports, IReadOnlyDictionary<string, IngestedVersion> ingested)
    {
        foreach (FileReport report in reports)
        {
            string name = report.File.Name;
            switch (report.Verdict)
            {
                case FileVerdict.SetAside:
                    run.AddSetAside(new SetAsideFile(source, name, report.Reason!));
                    AddIfNew(name, report.Size, report.Hash, FileRow.SetAside, report.Reason);
                    break;
                case FileVerdict.HeaderOnly:
                    AddIfNew(name, report.Size, report.Hash, FileRow.Ingested, report.Reason);
                    break;
                case FileVerdict.Unchanged when !IsRemembered(name, report.Hash, FileRow.Ingested, null):
                    IngestedVersion version = ingested[name];
                    run.Ledger.AddFile(new FileRow(
                        source, name, version.Size, version.Hash, FileRow.Ingested, null, version.RunId, Later(version.At, name)));
                    break;
                default:
                    break;
            }
        }
    }

    /// <summary>Files whose records are committed.</summary>
    public void TakeIngested(IReadOnlyList<FileReport> files)
    {
        foreach (FileReport file in files)
        {
            run.Ledger.AddFile(new FileRow(
                source, file.File.Name, file.Size, file.Hash, FileRow.Ingested, null, run.RunId, run.StartedAt));
        }
    }

    private void AddIfNew(string name, long? size, string? hash, string status, string? reason)
    {
        if (!IsRemembered(name, hash, status, reason))
        {
            run.Ledger.AddFile(new FileRow(source, name, size, hash, status, reason, run.RunId, run.StartedAt));
        }
    }

    private bool IsRemembered(string name, string? hash, string status, string? reason) =>
        remembered.TryGetValue(name, out RememberedFile? known)
        && known.Hash == hash && known.Status == status && known.Reason == reason;

    // A file that was set aside in between is good again: its row has to be the newest one.
    private DateTimeOffset Later(DateTimeOffset at, string name) => remembered.ContainsKey(name) ? run.StartedAt : at;
}
