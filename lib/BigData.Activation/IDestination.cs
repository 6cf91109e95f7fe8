using BigData.Spark.Sql;

namespace BigData.Activation;

/// <summary>
/// A place that tables are published to. Implement it, with a <see cref="DestinationKind"/> that opens it, to publish to a tool of your
/// own; <see cref="Testing.DestinationContract"/> checks that it keeps what it promises here.
/// </summary>
/// <remarks>
/// Errors: throw <see cref="DestinationException"/> when the tool is down or refuses. Nothing may then have changed for its readers, or
/// <see cref="AcknowledgedAsync"/> must say null. A process may be killed between any two statements: the next publication asks
/// <see cref="AcknowledgedAsync"/> and goes on from there.
/// </remarks>
public interface IDestination : IAsyncDisposable
{
    /// <summary>The destination's name in the configuration.</summary>
    string Name { get; }

    /// <summary>
    /// What the destination holds of a table as it acknowledged it last. Null when it holds nothing, when it does not hold any more what
    /// it acknowledged (somebody emptied it by hand), or when it cannot tell: then everything is delivered again.
    /// </summary>
    /// <param name="table">The table.</param>
    /// <param name="token">Gives up.</param>
    /// <returns>The acknowledgement of the last <see cref="DeliverAsync"/> that came to its end, or null.</returns>
    /// <exception cref="DestinationException">The destination cannot be reached.</exception>
    Task<Acknowledgement?> AcknowledgedAsync(PublishedTable table, CancellationToken token);

    /// <summary>
    /// What the destination was on its way to when a delivery was interrupted, when it has taken a part of it: the publisher then takes it
    /// there first. Null for a destination that takes a delivery as a whole or not at all.
    /// </summary>
    /// <param name="table">The table.</param>
    /// <param name="token">Gives up.</param>
    /// <returns>The content of the interrupted delivery, or null.</returns>
    Task<Acknowledgement?> PendingAsync(PublishedTable table, CancellationToken token) => Task.FromResult<Acknowledgement?>(null);

    /// <summary>
    /// Whether it finds every bad row by itself while it takes a table that it does not hold yet, as a database with a primary key does. The
    /// publisher then sends the rows of a first publication without judging them before: <see cref="Delivery.IsUnjudged"/>.
    /// </summary>
    internal bool FindsBadRows => false;

    /// <summary>
    /// A condition under which the destination cannot hold a row: a column of text that tells why, null for a row that it takes. The
    /// engine evaluates it, such rows are rejected one by one, and the others are delivered.
    /// </summary>
    /// <param name="table">The table.</param>
    /// <returns>The column, or null when the destination takes every row.</returns>
    Column? Refusal(PublishedTable table);

    /// <summary>
    /// Makes the destination hold exactly the rows of the delivery, in one step for its readers, and remember
    /// <see cref="Delivery.Content"/>.
    /// </summary>
    /// <param name="delivery">Rows and changes.</param>
    /// <param name="token">Gives up; nothing may then have changed.</param>
    /// <returns>What was changed.</returns>
    /// <exception cref="DestinationException">The destination is down or refuses.</exception>
    Task<DeliveryReport> DeliverAsync(Delivery delivery, CancellationToken token);

    /// <summary>Called once after the last table of a publication, whatever was changed: for what spans tables, such as views.</summary>
    /// <param name="token">Gives up.</param>
    /// <returns>A task that ends when everything is in place.</returns>
    /// <exception cref="DestinationException">The destination is down or refuses.</exception>
    Task CompleteAsync(CancellationToken token) => Task.CompletedTask;
}

/// <summary>What a delivery changed at its destination.</summary>
/// <param name="Added">Rows that the destination did not hold before; null when only the publisher can tell.</param>
/// <param name="Changed">Rows that it held with other values; null likewise.</param>
/// <param name="Removed">Rows that it holds no more; null likewise.</param>
public sealed record DeliveryReport(long? Added = null, long? Changed = null, long? Removed = null)
{
    /// <summary>Rows that the destination refused, beside those of <see cref="IDestination.Refusal"/>; it tries them again by itself.</summary>
    public IReadOnlyList<RejectedRow> Rejects { get; init; } = [];
}
