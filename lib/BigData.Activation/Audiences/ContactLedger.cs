using BigData.Spark.Sql;
using BigData.Spark.Sql.Types;
using static BigData.Spark.Sql.Functions;

namespace BigData.Activation.Audiences;

/// <summary>
/// Who came into an audience when, for frequency caps: a Delta table that all audiences of a lakehouse share. Only what a destination has
/// acknowledged is written, once for each version that it holds, so neither a refusal nor a kill makes a contact that was none.
/// </summary>
internal sealed class ContactLedger(SparkSession spark, string folder)
{
    // Stands for nobody: a version that brought nobody new leaves a row, too.
    private const string Nobody = "";

    private static readonly StructType Schema = new(
        new StructField(Audience.Person, DataTypes.String),
        new StructField("channel", DataTypes.String),
        new StructField("destination", DataTypes.String),
        new StructField("audience", DataTypes.String),
        new StructField("table_id", DataTypes.String),
        new StructField("version", DataTypes.Long),
        new StructField("day", DataTypes.Date));

    /// <summary>Persons with as many contacts on a channel as the cap allows, in the days up to a day and later ones.</summary>
    public async Task<HashSet<string>> CappedAsync(string channel, FrequencyCap cap, DateOnly day, CancellationToken token)
    {
        HashSet<string> capped = new(StringComparer.Ordinal);
        if (MemberTable.IsThere(folder))
        {
            DataFrame contacts = Read()
                .Filter(Col("channel").EqualTo(Lit(channel)).And(Col("day").Gt(Lit(day.AddDays(-cap.Days)))).And(Col(Audience.Person).NotEqual(Lit(Nobody))))
                .GroupBy(Audience.Person).Agg(Count(Lit(1)).As("contacts"))
                .Filter(Col("contacts").Geq(Lit((long)cap.Contacts)))
                .Select(Audience.Person);
            await foreach (Row row in contacts.ToLocalIteratorAsync(token).ConfigureAwait(false))
            {
                capped.Add(row.GetAs<string>(0));
            }
        }

        return capped;
    }

    /// <summary>Writes down who came with the version that a destination holds, unless that was done.</summary>
    public async Task AccountAsync(IAudienceDestination destination, string audience, MemberTable members, Acknowledgement held, CancellationToken token)
    {
        if (held.AsOf is not { } day)
        {
            return;
        }

        long known = await KnownAsync(destination, audience, held.TableId, token).ConfigureAwait(false);
        if (known >= held.Version)
        {
            return;
        }

        HashSet<string> came = await members.PersonsAsync(held.Version, token).ConfigureAwait(false);
        if (known >= 0)
        {
            came.ExceptWith(await members.PersonsAsync(known, token).ConfigureAwait(false));
        }

        IEnumerable<Row> rows = came.Order(StringComparer.Ordinal).Prepend(Nobody)
            .Select(person => new Row(person, destination.Rules.Channel, destination.Name, audience, held.TableId, held.Version, day));
        await spark.CreateDataFrame(rows, Schema).Write().Format("delta").Mode(SaveMode.Append).SaveAsync(folder, token).ConfigureAwait(false);
    }

    private async Task<long> KnownAsync(IAudienceDestination destination, string audience, string tableId, CancellationToken token)
    {
        if (!MemberTable.IsThere(folder))
        {
            return -1;
        }

        IReadOnlyList<Row> newest = await Read()
            .Filter(Col("destination").EqualTo(Lit(destination.Name)).And(Col("audience").EqualTo(Lit(audience))).And(Col("table_id").EqualTo(Lit(tableId))))
            .Agg(Max("version")).CollectAsync(token).ConfigureAwait(false);
        return newest[0].GetAs<long?>(0) ?? -1;
    }

    private DataFrame Read() => spark.Read().Format("delta").Load(folder);
}
