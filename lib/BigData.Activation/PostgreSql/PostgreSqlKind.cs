using Npgsql;

namespace BigData.Activation.PostgreSql;

/// <summary>The kind <c>postgres</c>: tables of a PostgreSQL server, for BI tools and applications.</summary>
public sealed class PostgreSqlKind : DestinationKind
{
    private const string ConnectionString = "connectionString";
    private const string ConnectionStringFile = "connectionString_file";
    private const string Schema = "schema";
    private const string StateSchema = "state_schema";
    private const string Reader = "reader";
    private const string Views = "views";

    /// <inheritdoc/>
    public override string Name => "postgres";

    /// <inheritdoc/>
    public override IReadOnlyList<DestinationSetting> Settings { get; } =
    [
        new(ConnectionString, DestinationSettingType.Secret, null, "Connection string of the server, as Npgsql takes it: Host=…;Username=…;Password=…;Database=…"),
        new(ConnectionStringFile, DestinationSettingType.Path, null, "File outside the repository that holds nothing but the connection string."),
        new(Schema, DestinationSettingType.Text, "gold", "Schema of the published tables; made when it is not there."),
        new(StateSchema, DestinationSettingType.Text, "bigdata", "Schema in which the destination remembers what was published."),
        new(Reader, DestinationSettingType.Text, "bigdata_reader", "Role that may read the published tables, made when it is not there; grant it to your BI users."),
        new(Views, DestinationSettingType.Path, null, "Folder of files NAME.sql, each a SELECT over the published tables that becomes the view NAME."),
    ];

    /// <inheritdoc/>
    public override IDestination Open(DestinationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new PostgreSqlDestination(
            options.Name,
            Connection(options),
            new PostgreSqlNames(options.Require(Schema), options.Require(StateSchema), options.Require(Reader)),
            options.Get(Views));
    }

    private static string Connection(DestinationOptions options)
    {
        string text = options.Get(ConnectionString) ?? FromFile(options) ?? throw new DestinationSettingException(
            $"The destination {options.Name} does not know its PostgreSQL server. Give the connection string in the environment: "
            + $"BIGDATA__Destinations__{options.Name}__ConnectionString=\"Host=localhost;Username=me;Password=…;Database=shop\", "
            + $"or name a file that holds it in BIGDATA__Destinations__{options.Name}__ConnectionString_File.");
        try
        {
            return new NpgsqlConnectionStringBuilder(text) { ApplicationName = "bigdata" }.ConnectionString;
        }
        catch (ArgumentException e)
        {
            // The exception names a keyword of the text, never the text itself.
            throw new DestinationSettingException(
                $"The connection string of the destination {options.Name} is not one that Npgsql reads: {e.Message} Expected Host=…;Username=…;Password=…;Database=…", e);
        }
    }

    private static string? FromFile(DestinationOptions options)
    {
        if (options.Get(ConnectionStringFile) is not { } file)
        {
            return null;
        }

        try
        {
            return File.ReadAllText(file).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DestinationSettingException($"The file with the connection string of the destination {options.Name} cannot be read: {e.Message}", e);
        }
    }
}
