using BigData.Spark.Sql;
using BigData.Spark.Sql.Types;

namespace BigData.Activation.Audiences;

/// <summary>
/// Publishes an audience. Its people are kept as a Delta table of hashes beside the destination's files, a version for each change; what
/// is published is the difference of its versions, as for every table. So who left is told to the platform by the hash that it got, also
/// when the lakehouse has forgotten the person, and only people whom we have added are removed.
/// </summary>
/// <param name="spark">The session.</param>
/// <param name="time">The clock.</param>
public sealed class AudiencePublisher(SparkSession spark, TimeProvider time)
{
    /// <summary>Publishes, or looks at what would be published.</summary>
    /// <param name="destination">Where to.</param>
    /// <param name="audience">The audience's name.</param>
    /// <param name="tables">Who is chosen, and what is known of them.</param>
    /// <param name="memory">Folder of the Delta table of hashes; the engine must see it under the same path.</param>
    /// <param name="options">How.</param>
    /// <param name="token">Gives up.</param>
    /// <returns>What was done; people left out are counted with the reason in the message, those without an identifier are rejects.</returns>
    public async Task<PublicationResult> PublishAsync(
        IAudienceDestination destination, string audience, AudienceTables tables, string memory, PublicationOptions options, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(destination);
        ArgumentNullException.ThrowIfNull(tables);
        ArgumentNullException.ThrowIfNull(options);
        AudiencePlatform platform = AudiencePlatform.Find(destination.Platform)
            ?? throw new DestinationSettingException($"The platform '{destination.Platform}' is unknown; expected one of {string.Join(", ", AudiencePlatform.Names)}.");
        PublishedTable table = Table(audience, platform);
        try
        {
            Audience people = await Audience.BuildAsync(tables, destination.Rules, platform, token).ConfigureAwait(false);
            (TableVersion source, long explained) = await RememberAsync(table, people, memory, options.IsDryRun, token).ConfigureAwait(false);
            PublicationResult result = await new Publisher(time).PublishAsync(
                destination, source, options with { ExplainedRemovals = explained }, token).ConfigureAwait(false);
            return result with
            {
                Rejected = people.Rejects.Count,
                Rejects = [.. people.Rejects.Take(options.ListedRejects)],
                Message = Message(result, people, platform),
            };
        }
        catch (SparkException e)
        {
            return new PublicationResult
            {
                Destination = destination.Name,
                Table = table.Name,
                Version = -1,
                Outcome = PublicationOutcome.Failed,
                Message = e.Message,
                Error = e,
            };
        }
    }

    // A new version when somebody came or left; a preview has one that is not written.
    private async Task<(TableVersion Source, long Explained)> RememberAsync(
        PublishedTable table, Audience people, string memory, bool isDryRun, CancellationToken token)
    {
        DataFrame now = spark.CreateDataFrame(people.Rows, new StructType(table.Columns.Select(column => new StructField(column.Name, new StringType()))));
        (string id, long version) = await NewestAsync(memory, token).ConfigureAwait(false);
        long explained = 0;
        bool isNew = version < 0;
        if (!isNew)
        {
            DataFrame before = At(memory, version);
            (long added, _, long removed) = await TableChanges.CountAsync(TableChanges.Between(table, before, now), token).ConfigureAwait(false);
            isNew = added + removed > 0;
            explained = removed == 0 ? 0 : await CountAsync(before, people.Protected, token).ConfigureAwait(false);
        }

        long published = version;
        if (isNew && isDryRun)
        {
            published = version + 1;
        }
        else if (isNew)
        {
            await now.Write().Format("delta").Mode(SaveMode.Overwrite).SaveAsync(memory, token).ConfigureAwait(false);
            (id, published) = await NewestAsync(memory, token).ConfigureAwait(false);
        }

        return (new TableVersion
        {
            Table = table,
            TableId = id,
            Version = published,
            Read = asked => isNew && asked == published ? now : At(memory, asked),
        }, explained);
    }

    private async Task<(string Id, long Version)> NewestAsync(string memory, CancellationToken token)
    {
        string log = Path.Combine(memory, "_delta_log");
        if (!Directory.Exists(log) || !Directory.EnumerateFiles(log, "*.json").Any())
        {
            return (string.Empty, -1);
        }

        string table = "delta.`" + memory.Replace("`", "``", StringComparison.Ordinal) + "`";
        DataFrame history = await spark.SqlAsync($"DESCRIBE HISTORY {table} LIMIT 1", token).ConfigureAwait(false);
        DataFrame detail = await spark.SqlAsync($"DESCRIBE DETAIL {table}", token).ConfigureAwait(false);
        return (
            (await detail.Select("id").CollectAsync(token).ConfigureAwait(false))[0].GetAs<string>(0),
            (await history.Select("version").CollectAsync(token).ConfigureAwait(false))[0].GetAs<long>(0));
    }

    private DataFrame At(string memory, long version) => spark.Read().Format("delta").Option("versionAsOf", version).Load(memory);

    private static async Task<long> CountAsync(DataFrame before, HashSet<string> keys, CancellationToken token)
    {
        long count = 0;
        await foreach (Row row in before.Select(Audience.Member).ToLocalIteratorAsync(token).ConfigureAwait(false))
        {
            count += keys.Contains(row.GetAs<string>(0)) ? 1 : 0;
        }

        return count;
    }

    private static PublishedTable Table(string audience, AudiencePlatform platform) => new()
    {
        Name = "audience." + audience,
        Keys = [Audience.Member],
        Columns =
        [
            new(Audience.Member, "string", "hash of the person and the identifiers", IsPersonal: true),
            .. platform.Identifiers.Select(identifier => new PublishedColumn(identifier.Column, "string", "hash of the identifier; null without one", IsPersonal: true)),
        ],
    };

    private static string? Message(PublicationResult result, Audience people, AudiencePlatform platform)
    {
        List<string> parts = [];
        if (result.Message is not null)
        {
            parts.Add(result.Message);
        }

        if (people.LeftOut.Count > 0)
        {
            parts.Add("left out: " + string.Join(", ", people.LeftOut.Select(pair => FormattableString.Invariant($"{pair.Value} {pair.Key}"))));
        }

        if (people.Rows.Count > 0 && people.Rows.Count < platform.Minimum)
        {
            parts.Add(FormattableString.Invariant($"{platform.Name} wants at least {platform.Minimum} people"));
        }

        return parts.Count == 0 ? null : string.Join("; ", parts);
    }
}
