using System.Buffers;
using System.Text.RegularExpressions;

namespace BigData.Pipelines.Graph;

/// <summary>What is wrong with a job before anything runs.</summary>
internal static partial class ContractCheck
{
    private static readonly SearchValues<char> NotInNames = SearchValues.Create(" ,;{}()\n\t=");

    public static IEnumerable<string> Errors(TableJob job, IReadOnlySet<string> filled)
    {
        TableContract table = job.Table;
        string where = $"{job.GetType().Name} ({table.Name})";
        if (!TableName().IsMatch(table.Name))
        {
            yield return $"{where}: the name must be schema.table in lower-case letters, digits and underscores, beginning with a letter.";
        }
        else if (table.Layer == "ops")
        {
            yield return $"{where}: the schema ops belongs to the runner; choose another.";
        }

        HashSet<string> columns = new(StringComparer.OrdinalIgnoreCase);
        foreach (TableColumn column in table.Columns)
        {
            if (!columns.Add(column.Name))
            {
                yield return $"{where}: the column {column.Name} is there twice.";
            }

            if (column.Name.AsSpan().ContainsAny(NotInNames))
            {
                yield return $"{where}: the column '{column.Name}' has a blank or one of ,;{{}}()=, which names of columns in Delta tables may not have.";
            }
        }

        foreach (string error in ColumnErrors(job, columns).Concat(InputErrors(job, filled)))
        {
            yield return $"{where}: {error}";
        }
    }

    private static IEnumerable<string> ColumnErrors(TableJob job, HashSet<string> columns)
    {
        TableContract table = job.Table;
        foreach (string key in table.Keys.Where(key => !columns.Contains(key)))
        {
            yield return $"the key {key} is not among the columns {List(columns)}.";
        }

        if (table.EventTime is { } time && !columns.Contains(time))
        {
            yield return $"the event time {time} is not among the columns {List(columns)}.";
        }

        if (table.Keys.Count == 0 && job.WriteMode is WriteMode.Merge or WriteMode.Synchronize)
        {
            yield return $"write mode {job.WriteMode} needs keys; give the contract keys or use Append or Overwrite.";
        }

        foreach (Expectation expectation in job.Expectations)
        {
            foreach (string name in expectation.Columns.Where(name => !columns.Contains(name)))
            {
                yield return $"the expectation {expectation.Rule} names {name}, which is not among the columns {List(columns)}.";
            }

            if (expectation.Severity == Severity.Quarantine
                && (!job.HasQuarantine || !QuarantineColumns.Keys.All(columns.Contains)))
            {
                yield return $"the expectation {expectation.Rule} quarantines rows, so the job needs HasQuarantine and the columns {List(QuarantineColumns.Keys)}.";
            }
        }
    }

    private static IEnumerable<string> InputErrors(TableJob job, IReadOnlySet<string> filled)
    {
        foreach (TableInput input in PipelineGraph.TableInputs(job))
        {
            if (!filled.Contains(input.Table.Name))
            {
                yield return $"the input {input.Table.Name} is filled by no job; tables: {List(filled)}.";
            }
            else if (input.Mode == InputMode.Changes && !input.Table.Columns.Any(column => column.Name == FileColumns.Batch))
            {
                yield return $"the input {input.Table.Name} has no column {FileColumns.Batch}, so its changes cannot be told; read it with Full().";
            }
        }

        if (job.Inputs.OfType<FilesInput>().Any())
        {
            if (job.Inputs.Count > 1)
            {
                yield return "a table that reads files can have no other input; read the bronze table instead.";
            }

            foreach (TableColumn missing in FileColumns.All.Where(column => !job.Table.Columns.Any(own => own.Name == column.Name)))
            {
                yield return $"a table that reads files needs the column {missing.Name}; add FileColumns.All behind the source's columns.";
            }
        }
    }

    private static string List(IEnumerable<string> names) => string.Join(", ", names);

    [GeneratedRegex("^[a-z][a-z0-9_]*\\.[a-z][a-z0-9_]*$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex TableName();
}
