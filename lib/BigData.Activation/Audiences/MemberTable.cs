using BigData.Spark.Sql;
using BigData.Spark.Sql.Types;

namespace BigData.Activation.Audiences;

/// <summary>
/// The people of an audience as a Delta table of hashes, a version for each change. Beside what is published it says who a member is, by a
/// hash that stays when identifiers change.
/// </summary>
internal sealed class MemberTable(SparkSession spark, string folder, PublishedTable table)
{
    /// <summary>The id of the table, empty when there is none, and its newest version, −1 when there is none.</summary>
    public async Task<(string Id, long Version)> NewestAsync(CancellationToken token)
    {
        if (!IsThere(folder))
        {
            return (string.Empty, -1);
        }

        string name = "delta." + Names.Quoted(folder);
        DataFrame history = await spark.SqlAsync($"DESCRIBE HISTORY {name} LIMIT 1", token).ConfigureAwait(false);
        DataFrame detail = await spark.SqlAsync($"DESCRIBE DETAIL {name}", token).ConfigureAwait(false);
        return (
            (await detail.Select("id").CollectAsync(token).ConfigureAwait(false))[0].GetAs<string>(0),
            (await history.Select("version").CollectAsync(token).ConfigureAwait(false))[0].GetAs<long>(0));
    }

    public DataFrame At(long version) => spark.Read().Format("delta").Option("versionAsOf", version).Load(folder);

    /// <summary>The persons of a version.</summary>
    public async Task<HashSet<string>> PersonsAsync(long version, CancellationToken token)
    {
        HashSet<string> persons = new(StringComparer.Ordinal);
        await foreach (Row row in At(version).Select(Audience.Person).ToLocalIteratorAsync(token).ConfigureAwait(false))
        {
            persons.Add(row.GetAs<string>(0));
        }

        return persons;
    }

    /// <summary>Rows of members as a frame.</summary>
    public DataFrame Frame(IEnumerable<Row> members) => spark.CreateDataFrame(
        members, new StructType([.. Columns().Select(name => new StructField(name, new StringType()))]));

    /// <summary>Whether a frame differs from a version, which another platform's identifiers do as well.</summary>
    public async Task<bool> DiffersAsync(long version, DataFrame now, CancellationToken token)
    {
        DataFrame before = At(version);
        StructType schema = await before.SchemaAsync(token).ConfigureAwait(false);
        if (!schema.FieldNames.SequenceEqual(Columns(), StringComparer.Ordinal))
        {
            return true;
        }

        (long added, long changed, long removed) = await TableChanges.CountAsync(TableChanges.Between(table, before, now), token).ConfigureAwait(false);
        return added + changed + removed > 0;
    }

    public Task WriteAsync(DataFrame now, CancellationToken token) =>
        now.Write().Format("delta").Mode(SaveMode.Overwrite).Option("overwriteSchema", "true").SaveAsync(folder, token);

    /// <summary>Whether a folder, which this process sees as the engine does, holds a Delta table.</summary>
    public static bool IsThere(string folder)
    {
        string log = Path.Combine(folder, "_delta_log");
        return Directory.Exists(log) && Directory.EnumerateFiles(log, "*.json").Any();
    }

    private IEnumerable<string> Columns() => [Audience.Member, Audience.Person, .. table.Columns.Select(column => column.Name).Skip(1)];
}
