using BigData.Spark.Sql;

namespace BigData.Activation.Testing;

/// <summary>
/// Checks that a destination keeps what <see cref="IDestination"/> promises: give it a place that holds nothing, and call
/// <see cref="CheckAsync"/> in a test of any framework. It publishes a small table again and again as its content, contract and
/// surroundings change, and looks at what readers see.
/// </summary>
/// <example><code>
/// var contract = new DestinationContract(spark, () => new MyDestination(server), async table => await server.RowsAsync(table.Name))
/// {
///     EmptyByHand = table => server.DeleteAllAsync(table.Name),
/// };
/// await contract.CheckAsync();
/// </code></example>
/// <param name="spark">A session on any engine; the embedded one is quick.</param>
/// <param name="open">Opens the destination; called again and again over the same place, as by new processes.</param>
/// <param name="read">
/// What a reader sees of a table: rows of texts in the order of the contract's columns, in any order of rows, null for null. Only called
/// for columns of type string and int.
/// </param>
public sealed class DestinationContract(
    SparkSession spark, Func<IDestination> open, Func<PublishedTable, Task<IReadOnlyList<IReadOnlyList<string?>>>> read)
{
    private const string First = "11111111-1111-1111-1111-111111111111";
    private const string Other = "22222222-2222-2222-2222-222222222222";

    private static readonly (string?, string?, int?)[] Start =
    [
        ("a", "plain", 1), ("b", null, null), ("c", "", 0), ("d", "a,b;\"c\" 'd'", -1), ("e", "tab\there\nnew\\line\r", 5), ("f", "é 漢字 🎉", 6), ("g", " x ", 7), ("h", "\\N", 8),
    ];

    private readonly Publisher _publisher = new(TimeProvider.System);
    private readonly Dictionary<long, (string?, string?, int?)[]> _versions = [];

    /// <summary>Takes all rows of a table away, as somebody does who does not know better; null when the place does not allow it.</summary>
    public Func<PublishedTable, Task>? EmptyByHand { get; init; }

    /// <summary>Runs all checks.</summary>
    /// <param name="token">Gives up.</param>
    /// <returns>A task that ends when all rules are kept.</returns>
    /// <exception cref="DestinationContractException">A rule is broken; the message says which.</exception>
    public async Task CheckAsync(CancellationToken token = default)
    {
        PublishedTable table = Table(withNumber: true);
        Demand(await AskAsync(table, token).ConfigureAwait(false) is null, "it acknowledges nothing before the first publication");
        await StepAsync("the first publication delivers every row", table, 1, Start, (8, 0, 0), token).ConfigureAwait(false);
        await StepAsync("the same version again changes nothing", table, 1, Start, null, token).ConfigureAwait(false);

        (string?, string?, int?)[] changed = [.. Start.Where(row => row.Item1 is not ("a" or "b")), ("b", "now", 2), ("i", "new", 9)];
        await StepAsync("a difference is added, changed and removed", table, 2, changed, (1, 1, 1), token).ConfigureAwait(false);
        await CancelAsync(table, changed, token).ConfigureAwait(false);
        await RejectAsync(table, changed, token).ConfigureAwait(false);
        await StepAsync("a table of one row is one row", table, 5, [("a", "one", 1)], (1, 0, 8), token).ConfigureAwait(false);
        await StepAsync("an empty table leaves no row", table, 6, [], (0, 0, 1), token).ConfigureAwait(false);
        await StepAsync("an empty table fills again", table, 7, Start, (8, 0, 0), token).ConfigureAwait(false);

        if (EmptyByHand is { } empty)
        {
            await empty(table).ConfigureAwait(false);
            Demand(await AskAsync(table, token).ConfigureAwait(false) is null, "it does not acknowledge what somebody has taken away by hand");
            await StepAsync("what was taken away by hand comes back", table, 7, Start, (8, 0, 0), token).ConfigureAwait(false);
        }

        await StepAsync("a column less is a column less", Table(withNumber: false), 8, Start, null, token).ConfigureAwait(false);
        await StepAsync("a column more is a column more", table, 9, Start, null, token).ConfigureAwait(false);
        await StepAsync("a table made anew is not taken for the old one", table, 9, changed, null, token, Other).ConfigureAwait(false);
        await StepAsync("an earlier version, restored from elsewhere, is delivered", table, 2, Start, null, token, Other).ConfigureAwait(false);
    }

    // Publishes, then compares what readers see, what was acknowledged and what was counted.
    private async Task StepAsync(
        string rule, PublishedTable table, long version, (string?, string?, int?)[] rows, (long, long, long)? counts, CancellationToken token, string id = First)
    {
        _versions[version] = rows;
        IDestination destination = open();
        await using (destination.ConfigureAwait(false))
        {
            PublicationResult result = await _publisher.PublishAsync(destination, Source(table, version, id), Options(), token).ConfigureAwait(false);
            Demand(result.Error is null, $"{rule} (it failed: {result.Message})", result.Error);
            await destination.CompleteAsync(token).ConfigureAwait(false);
            Demand(counts is null || counts == (result.Added, result.Changed, result.Removed), $"{rule} (it counted {result.Added} added, {result.Changed} changed, {result.Removed} removed)");
        }

        await SeeAsync(rule, table, rows).ConfigureAwait(false);
        Acknowledgement? held = await AskAsync(table, token).ConfigureAwait(false);
        Demand(
            held is { } known && known.Version == version && known.TableId == id && known.Rows == rows.Length && known.ContractVersion == table.ContractVersion,
            $"{rule} (a new process is not told that version {version} with {rows.Length} rows is held)");
    }

    private async Task CancelAsync(PublishedTable table, (string?, string?, int?)[] held, CancellationToken token)
    {
        _versions[3] = [("z", "cancelled", 0)];
        using CancellationTokenSource stopped = CancellationTokenSource.CreateLinkedTokenSource(token);
        await stopped.CancelAsync().ConfigureAwait(false);
        IDestination destination = open();
        await using (destination.ConfigureAwait(false))
        {
            Acknowledgement content = new()
            {
                TableId = First,
                Version = 3,
                ContractVersion = table.ContractVersion,
                Rows = 1,
                RunId = "contract",
                PublishedAt = DateTimeOffset.UnixEpoch,
            };
            try
            {
                await destination.DeliverAsync(new Delivery(table, content, Frame(table, 3), null), stopped.Token).ConfigureAwait(false);
                Demand(false, "a delivery that was cancelled before it began says so");
            }
            catch (OperationCanceledException)
            {
                // As it should be.
            }
        }

        await SeeAsync("a delivery that was cancelled changes nothing", table, held).ConfigureAwait(false);
    }

    private async Task RejectAsync(PublishedTable table, (string?, string?, int?)[] good, CancellationToken token)
    {
        _versions[4] = [.. good, (null, "without a key", 0), ("x", "twice", 1), ("x", "twice", 2)];
        IDestination destination = open();
        await using (destination.ConfigureAwait(false))
        {
            PublicationResult result = await _publisher.PublishAsync(destination, Source(table, 4, First), Options(), token).ConfigureAwait(false);
            Demand(
                result is { Outcome: PublicationOutcome.Published, Rejected: 3, Rejects.Count: 3 },
                $"rows without a key or with one that another row has are rejected one by one (it said: {result.Outcome}, {result.Rejected} rejected; {result.Message})",
                result.Error);
        }

        await SeeAsync("the good rows beside rejected ones arrive", table, good).ConfigureAwait(false);
        _versions[4] = good;
    }

    private async Task SeeAsync(string rule, PublishedTable table, (string?, string?, int?)[] rows)
    {
        IReadOnlyList<IReadOnlyList<string?>> seen = await read(table).ConfigureAwait(false);
        string[] expected = [.. rows.Select(row => Text(Values(row).Take(table.Columns.Count).Select(ValueText.Of))).Order(StringComparer.Ordinal)];
        string[] actual = [.. seen.Select(Text).Order(StringComparer.Ordinal)];
        Demand(expected.SequenceEqual(actual, StringComparer.Ordinal), $"{rule} (readers see {actual.Length} rows, expected {expected.Length}: {string.Join(" / ", actual.Except(expected, StringComparer.Ordinal).Take(3))})");
    }

    private async Task<Acknowledgement?> AskAsync(PublishedTable table, CancellationToken token)
    {
        IDestination destination = open();
        await using (destination.ConfigureAwait(false))
        {
            return await destination.AcknowledgedAsync(table, token).ConfigureAwait(false);
        }
    }

    private TableVersion Source(PublishedTable table, long version, string id) => new()
    {
        Table = table,
        TableId = id,
        Version = version,
        Read = known => Frame(table, known),
    };

    private DataFrame Frame(PublishedTable table, long version) => spark.CreateDataFrame(
        _versions[version].Select(row => new Row([.. Values(row).Take(table.Columns.Count)])), Schema(table));

    private static Spark.Sql.Types.StructType Schema(PublishedTable table) => new(table.Columns.Select(column => new Spark.Sql.Types.StructField(
        column.Name, column.Type == "int" ? new Spark.Sql.Types.IntegerType() : new Spark.Sql.Types.StringType())));

    private static object?[] Values((string?, string?, int?) row) => [row.Item1, row.Item2, row.Item3];

    private static string Text(IEnumerable<string?> values) => string.Join('|', values.Select(value => value is null ? "null" : $"<{value}>"));

    private static PublicationOptions Options() => new() { RunId = "contract" };

    private static PublishedTable Table(bool withNumber) => new()
    {
        Name = "gold.contract_check",
        Keys = ["id"],
        Comment = "Rows of a contract check.",
        Columns =
        [
            new("id", "string", "the key"),
            new("note", "string", "any text; it's null when unknown"),
            .. withNumber ? [new PublishedColumn("number", "int", "any number")] : Array.Empty<PublishedColumn>(),
        ],
    };

    private static void Demand(bool isKept, string rule, Exception? cause = null)
    {
        if (!isKept)
        {
            throw new DestinationContractException("The destination breaks a rule of its contract: " + rule + ".", cause!);
        }
    }
}

/// <summary>A destination breaks its contract.</summary>
public sealed class DestinationContractException : Exception
{
    /// <summary>An error without text; prefer a constructor with a message.</summary>
    public DestinationContractException()
    {
    }

    /// <summary>An error with a message for people.</summary>
    /// <param name="message">The rule that is broken.</param>
    public DestinationContractException(string message)
        : base(message)
    {
    }

    /// <summary>An error with a message for people and its cause.</summary>
    /// <param name="message">The rule that is broken.</param>
    /// <param name="innerException">The cause.</param>
    public DestinationContractException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
