namespace BigData.Pipelines.Running;

/// <summary>Gives tables their <c>schema.table</c> names for users' own SQL; a name that is somebody else's is left alone.</summary>
internal sealed class NameRegistration(RunSession run)
{
    public async Task RegisterAsync(IEnumerable<string> tables, CancellationToken token)
    {
        foreach (ForeignName name in await LakehouseNames.RegisterAsync(run.Spark, run.Store.Lakehouse, tables, token).ConfigureAwait(false))
        {
            run.Note($"the name {name.Table} of this engine points to {name.Location} and was left alone; this lakehouse's table is delta.`{name.Path}`");
        }
    }
}
