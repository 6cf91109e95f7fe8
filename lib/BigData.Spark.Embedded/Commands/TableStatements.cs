using BigData.Delta;
using BigData.Delta.Transactions;
using BigData.Spark.Embedded.Catalog;
using BigData.Spark.Embedded.Executing;
using BigData.Spark.Embedded.Plans;
using BigData.Spark.Embedded.Sources;
using BigData.Spark.Embedded.Sources.Delta;
using BigData.Spark.Errors;
using BigData.Spark.Sql.Types;
using Metadata = BigData.Delta.Actions.Metadata;

namespace BigData.Spark.Embedded.Commands;

/// <summary>CREATE TABLE and DROP TABLE, of names and of paths.</summary>
internal sealed class TableStatements(EmbeddedSession session)
{
    /// <summary>The folder of a table, or null when the name leads nowhere.</summary>
    internal static string? FolderOf(EmbeddedSession session, ValueArray<string> parts) => TableName.Parse(parts, session.CurrentSchema) switch
    {
        TableName.AtPath path => FileUris.ToLocal(path.Path),
        TableName.InSchema name => session.Catalog.FindTable(name.Schema, name.Table)?.Location,
        _ => null,
    };

    /// <exception cref="Sql.SparkException">The table exists, its location holds something else, or the columns are not acceptable.</exception>
    internal async Task CreateAsync(CreateTable statement, CancellationToken token)
    {
        switch (TableName.Parse(statement.NameParts, session.CurrentSchema))
        {
            case TableName.AtPath path:
                await CreateDeltaAsync(statement, FileUris.ToLocal(path.Path), Provider(path.Format), isManaged: false, mayExist: false, token).ConfigureAwait(false);
                break;
            case TableName.InSchema name:
                await CreateNamedAsync(statement, name, token).ConfigureAwait(false);
                break;
        }
    }

    /// <exception cref="Sql.SparkException">TABLE_OR_VIEW_NOT_FOUND.</exception>
    internal void Drop(DropTable statement)
    {
        if (TableName.Parse(statement.NameParts, session.CurrentSchema) is not TableName.InSchema name)
        {
            // A path is no name: Spark forgets nothing here and leaves the data.
            return;
        }

        if (session.Catalog.FindTable(name.Schema, name.Table) is { } table)
        {
            session.Catalog.Drop(table);
            session.Forget(table.Location);
        }
        else if (!statement.IfExists)
        {
            ValueArray<string> full = [LakehouseCatalog.CatalogName, name.Schema, name.Table];
            throw SparkErrors.Create(
                "TABLE_OR_VIEW_NOT_FOUND", ("relationName", TableName.Quote(full)), ("searchPath", $"[{TableName.Quote([LakehouseCatalog.CatalogName, name.Schema])}]"));
        }
    }

    private async Task CreateNamedAsync(CreateTable statement, TableName.InSchema name, CancellationToken token)
    {
        string home = session.Catalog.TableLocation(name.Schema, name.Table);
        string? location = (statement.Location ?? statement.Options["path"]) is { } given ? FileUris.ToLocal(given) : null;
        CatalogTable? existing = session.Catalog.FindTable(name.Schema, name.Table);
        bool isRegistration = existing is { Managed: false } && location is not null && FileUris.SamePath(existing.Location, location);
        if (existing is not null && !isRegistration)
        {
            if (!statement.IfNotExists)
            {
                throw SparkErrors.Create("TABLE_OR_VIEW_ALREADY_EXISTS", ("relationName", TableName.Quote([name.Schema, name.Table])));
            }

            return;
        }

        string provider = Provider(statement.Provider ?? session.Conf[SessionConf.DefaultSource]!);
        if (provider == "delta")
        {
            await CreateDeltaAsync(statement, location ?? home, provider, isManaged: location is null, mayExist: true, token).ConfigureAwait(false);
        }
        else if (location is null || statement.Schema is not null)
        {
            throw SparkErrors.Create(
                "EMBEDDED_UNSUPPORTED.COMMAND", ("name", $"CREATE TABLE … USING {provider}"), ("reason", "Only the name of files that exist can be registered."),
                ("remedy", "Give a LOCATION and no columns, or use USING delta."));
        }

        session.Catalog.Register(new CatalogTable(name.Schema, name.Table, provider, location ?? home, Managed: location is null));
    }

    private async Task CreateDeltaAsync(CreateTable statement, string folder, string provider, bool isManaged, bool mayExist, CancellationToken token)
    {
        if (provider != "delta")
        {
            throw SparkErrors.Create(
                "EMBEDDED_UNSUPPORTED.COMMAND", ("name", $"CREATE TABLE {provider}.`…`"), ("reason", "Only Delta tables are created by path."), ("remedy", "Write the files instead."));
        }

        try
        {
            CommitResult? result = await session.DeltaLog(folder).RunAsync(
                (transaction, _) => Task.FromResult(Create(statement, folder, isManaged, mayExist, transaction)), token).ConfigureAwait(false);
            if (result is CommitResult.Conflict conflict)
            {
                throw conflict.ToSpark(folder);
            }
        }
        catch (DeltaException e)
        {
            throw e.ToSpark();
        }
    }

    private static DeltaOperation? Create(CreateTable statement, string folder, bool isManaged, bool mayExist, Transaction transaction)
    {
        if (transaction.Snapshot is { } snapshot)
        {
            if (!mayExist && !statement.IfNotExists)
            {
                throw SparkErrors.Create("TABLE_OR_VIEW_ALREADY_EXISTS", ("relationName", TableName.Quote(statement.NameParts)));
            }

            CheckSame(statement, folder, snapshot);
            return null;
        }

        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any(entry => Path.GetFileName(entry) is not ['.', ..]))
        {
            throw SparkErrors.Create(
                "DELTA_CREATE_TABLE_WITH_NON_EMPTY_LOCATION", ("tableId", TableName.Quote(statement.NameParts)), ("tableLocation", FileUris.ToUri(folder)));
        }

        StructType schema = statement.Schema is { Count: > 0 } given ? given : throw SparkErrors.Create("DELTA_SCHEMA_NOT_SET");
        DeltaSchemas.CheckNames(schema);
        DeltaSchemas.CheckPartitions(schema, statement.PartitionedBy);
        Metadata metadata = Metadata.Create(
            schema.Json,
            [.. statement.PartitionedBy],
            statement.Properties.ToDictionary(p => p.Key, string? (p) => p.Value, StringComparer.Ordinal),
            statement.Comment);
        transaction.SetMetadata(metadata);
        return DeltaOperation.CreateTable(metadata, isManaged);
    }

    // A table that is at the location already keeps its definition; one given beside it must say the same.
    private static void CheckSame(CreateTable statement, string folder, Snapshot snapshot)
    {
        if (statement.IfNotExists || statement.Schema is not { Count: > 0 } given)
        {
            return;
        }

        StructType actual = StructType.FromJson(snapshot.Metadata.SchemaString);
        if (!DeltaSchemas.SameColumns(given, actual))
        {
            throw SparkErrors.Create(
                "DELTA_CREATE_TABLE_SCHEME_MISMATCH", ("path", FileUris.ToUri(folder)), ("specifiedSchema", given.TreeString()), ("existingSchema", actual.TreeString()), ("schemaDifferences", string.Empty));
        }
    }

    private static string Provider(string name) => name.ToLowerInvariant();
}
