using System.IO.Enumeration;

namespace BigData.Pipelines.Graph;

/// <summary>All tables of a pipeline in an order in which each comes after the tables that it reads.</summary>
public sealed class PipelineGraph
{
    private readonly Dictionary<string, TableJob> _jobs;

    private PipelineGraph(IReadOnlyList<TableJob> ordered)
    {
        Jobs = ordered;
        _jobs = ordered.ToDictionary(job => job.Table.Name, StringComparer.Ordinal);
    }

    /// <summary>The jobs in the order of a run: inputs first, then by layer (bronze, silver, gold, others) and name.</summary>
    public IReadOnlyList<TableJob> Jobs { get; }

    /// <summary>Checks the jobs' contracts and inputs and puts the jobs in order.</summary>
    /// <param name="jobs">One job for each table.</param>
    /// <returns>The graph.</returns>
    /// <exception cref="PipelineException">Two jobs fill one table, an input is filled by no job, inputs form a cycle or a contract is wrong; all failures are in the message.</exception>
    public static PipelineGraph Create(IEnumerable<TableJob> jobs)
    {
        ArgumentNullException.ThrowIfNull(jobs);
        List<TableJob> all = [.. jobs];
        List<string> errors = [];
        foreach (IGrouping<string, TableJob> same in all.GroupBy(job => job.Table.Name, StringComparer.Ordinal).Where(group => group.Count() > 1))
        {
            errors.Add($"{same.Key} is filled by more than one job: {string.Join(", ", same.Select(job => job.GetType().Name))}; keep one.");
        }

        HashSet<string> names = [.. all.Select(job => job.Table.Name)];
        foreach (TableJob job in all)
        {
            errors.AddRange(ContractCheck.Errors(job, names));
        }

        if (errors.Count == 0)
        {
            List<TableJob> ordered = Order(all, errors);
            if (errors.Count == 0)
            {
                return new PipelineGraph(ordered);
            }
        }

        throw new PipelineException(string.Join(Environment.NewLine, errors));
    }

    /// <summary>The job that fills a table, or null.</summary>
    /// <param name="table">The table's full name.</param>
    /// <returns>The job, or null when no job fills a table of this name.</returns>
    public TableJob? Find(string table) => _jobs.GetValueOrDefault(table);

    /// <summary>The jobs that a selection asks for, with everything that they read, in the order of a run.</summary>
    /// <param name="selection">Names or globs (<c>gold.*</c>); nothing selects all.</param>
    /// <returns>The jobs in order.</returns>
    /// <exception cref="PipelineUsageException">A name or glob matches no table.</exception>
    public IReadOnlyList<TableJob> Select(IReadOnlyList<string> selection)
    {
        HashSet<string> wanted = [.. Matched(selection).Select(job => job.Table.Name)];
        foreach (TableJob job in Jobs.Reverse())
        {
            if (wanted.Contains(job.Table.Name))
            {
                wanted.UnionWith(TableInputs(job).Select(input => input.Table.Name));
            }
        }

        return [.. Jobs.Where(job => wanted.Contains(job.Table.Name))];
    }

    /// <summary>The jobs that a selection names itself, without what they read, in the order of a run.</summary>
    /// <param name="selection">Names or globs; nothing selects all.</param>
    /// <returns>The jobs in order.</returns>
    /// <exception cref="PipelineUsageException">A name or glob matches no table.</exception>
    public IReadOnlyList<TableJob> Matched(IReadOnlyList<string> selection)
    {
        ArgumentNullException.ThrowIfNull(selection);
        if (selection.Count == 0)
        {
            return Jobs;
        }

        HashSet<string> names = [];
        foreach (string pattern in selection)
        {
            List<string> found = [.. Jobs.Select(job => job.Table.Name).Where(name => FileSystemName.MatchesSimpleExpression(pattern, name))];
            if (found.Count == 0)
            {
                throw new PipelineUsageException(
                    $"No table matches '{pattern}'. Tables: {string.Join(", ", Jobs.Select(job => job.Table.Name))}.");
            }

            names.UnionWith(found);
        }

        return [.. Jobs.Where(job => names.Contains(job.Table.Name))];
    }

    internal static IEnumerable<TableInput> TableInputs(TableJob job) => job.Inputs.OfType<TableInput>();

    private static List<TableJob> Order(List<TableJob> jobs, List<string> errors)
    {
        List<TableJob> waiting = [.. jobs.OrderBy(job => LayerRank(job.Table.Layer)).ThenBy(job => job.Table.Name, StringComparer.Ordinal)];
        List<TableJob> ordered = [];
        HashSet<string> done = [];
        while (waiting.Count > 0)
        {
            TableJob? next = waiting.Find(job => TableInputs(job).All(input => done.Contains(input.Table.Name)));
            if (next is null)
            {
                errors.Add($"The tables {Cycle(waiting)} read each other in a circle; a table cannot be its own input. Break the circle.");
                return ordered;
            }

            waiting.Remove(next);
            ordered.Add(next);
            done.Add(next.Table.Name);
        }

        return ordered;
    }

    // Walks along inputs until a table comes up again: what lies between is a circle.
    private static string Cycle(List<TableJob> waiting)
    {
        Dictionary<string, TableJob> byName = waiting.ToDictionary(job => job.Table.Name, StringComparer.Ordinal);
        List<string> path = [];
        string current = waiting[0].Table.Name;
        while (!path.Contains(current))
        {
            path.Add(current);
            current = TableInputs(byName[current]).First(input => byName.ContainsKey(input.Table.Name)).Table.Name;
        }

        path.RemoveRange(0, path.IndexOf(current));
        return string.Join(" <- ", [.. path, current]);
    }

    private static int LayerRank(string layer) => layer switch
    {
        "bronze" => 0,
        "silver" => 1,
        "gold" => 2,
        _ => 3,
    };
}
