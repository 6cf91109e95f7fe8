using System.Security.Cryptography;
using System.Text;
using BigData.Spark.Sql;

namespace BigData.Activation;

/// <summary>
/// Makes samples of changes that tell nobody's identity: personal values become a keyed hash whose key is forgotten with the process,
/// so that equal values can be recognised and none can be found out by trying.
/// </summary>
internal sealed class Samples(PublishedTable table)
{
    private const int Shown = 5;
    private const int HashBytes = 4;

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);

    public async Task<IReadOnlyList<ChangeSample>> TakeAsync(IAsyncEnumerable<RowChange> changes, CancellationToken token)
    {
        List<ChangeSample> samples = [];
        await foreach (RowChange change in changes.WithCancellation(token).ConfigureAwait(false))
        {
            samples.Add(new ChangeSample(change.Kind, [.. table.Columns.Select((column, i) => KeyValuePair.Create(column.Name, Shield(column, change.Row, i)))]));
            if (samples.Count == Shown)
            {
                break;
            }
        }

        return samples;
    }

    private string? Shield(PublishedColumn column, Row row, int index)
    {
        string? text = ValueText.Of(row.Get(index));
        return text is null || !column.IsPersonal
            ? text
            : "person-" + Convert.ToHexStringLower(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(text)).AsSpan(0, HashBytes));
    }
}
