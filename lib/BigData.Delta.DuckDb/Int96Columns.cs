using Apache.Arrow;
using BigData.Delta.DataFiles;
using BigData.Delta.Schemas;
using BigData.DuckDb;

namespace BigData.Delta.DuckDb;

/// <summary>Files that are read alike.</summary>
/// <param name="Files">Indices into the request's files.</param>
/// <param name="Int96">Columns stored as INT96, which DuckDB takes for local times of the session's zone although they are UTC.</param>
internal sealed record FileGroup(IReadOnlyList<int> Files, IReadOnlySet<string> Int96);

/// <summary>Finds timestamps stored as INT96, which matter only to a session whose zone is not UTC.</summary>
internal static class Int96Columns
{
    private static readonly IReadOnlySet<string> None = new HashSet<string>(StringComparer.OrdinalIgnoreCase);

    public static async Task<IReadOnlyList<FileGroup>> GroupAsync(
        DuckDbSession session, DataFileReadRequest request, IReadOnlyList<DeltaField> columns, CancellationToken token)
    {
        var all = Enumerable.Range(0, request.Files.Count).ToArray();
        if (session.Settings.TimeZone is "UTC" or "Etc/UTC" or "GMT" || !columns.Any(column => HasTimestamp(column.Type)))
        {
            return [new FileGroup(all, None)];
        }

        var wanted = columns.Where(column => HasTimestamp(column.Type)).ToDictionary(column => column.Name, StringComparer.OrdinalIgnoreCase);
        var found = await FindAsync(session, request, token).ConfigureAwait(false);
        var groups = new Dictionary<string, (List<int> Files, HashSet<string> Columns)>(StringComparer.OrdinalIgnoreCase);
        foreach (var file in all)
        {
            var path = request.Files[file].GetFullPath(request.TablePath);
            var int96 = found.Where(entry => entry.Path == path && wanted.ContainsKey(entry.Column)).ToList();
            if (int96.FirstOrDefault(entry => entry.Nested) is { Path: not null } nested)
            {
                throw new NotSupportedException(
                    $"Column '{nested.Column}' of '{path}' holds nested INT96 timestamps, which are read right only in a session whose time zone is UTC; it is {session.Settings.TimeZone}.");
            }

            var names = int96.Select(entry => entry.Column).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase).ToList();
            var key = string.Join('\0', names);
            if (!groups.TryGetValue(key, out var group))
            {
                groups[key] = group = ([], new HashSet<string>(names, StringComparer.OrdinalIgnoreCase));
            }

            group.Files.Add(file);
        }

        return [.. groups.Values.Select(group => new FileGroup(group.Files, group.Columns))];
    }

    private static bool HasTimestamp(DeltaType type) => type switch
    {
        DeltaPrimitiveType primitive => primitive.Kind == DeltaTypeKind.Timestamp,
        DeltaArrayType array => HasTimestamp(array.Element),
        DeltaMapType map => HasTimestamp(map.Key) || HasTimestamp(map.Value),
        DeltaStructType structure => structure.Fields.Any(field => HasTimestamp(field.Type)),
        _ => false,
    };

    private static async Task<List<(string Path, string Column, bool Nested)>> FindAsync(DuckDbSession session, DataFileReadRequest request, CancellationToken token)
    {
        var files = request.Files.Select(file => DuckDbSql.Literal(DuckDbSql.EscapeGlob(file.GetFullPath(request.TablePath))));
        var sql = $"SELECT file_name, name, coalesce(type, '') AS type, coalesce(num_children, 0)::BIGINT AS children FROM parquet_schema([{string.Join(", ", files)}])";
        var found = new List<(string Path, string Column, bool Nested)>();
        var walk = new SchemaWalk();
        await foreach (var batch in session.QueryAsync(sql, null, token).ConfigureAwait(false))
        {
            using (batch)
            {
                var (paths, names, types, children) =
                    ((StringArray)batch.Column(0), (StringArray)batch.Column(1), (StringArray)batch.Column(2), (Int64Array)batch.Column(3));
                for (var i = 0; i < batch.Length; i++)
                {
                    var depth = walk.Next(paths.GetString(i), names.GetString(i), children.GetValue(i)!.Value);
                    if (types.GetString(i) == "INT96")
                    {
                        found.Add((paths.GetString(i), walk.Column, depth > 1));
                    }
                }
            }
        }

        return found;
    }

    // The rows of a file's schema come depth first, the root before its columns.
    private sealed class SchemaWalk
    {
        private readonly Stack<long> _open = new();
        private string? _path;

        public string Column { get; private set; } = string.Empty;

        public int Next(string path, string name, long children)
        {
            if (path != _path)
            {
                _path = path;
                _open.Clear();
            }

            while (_open.Count > 0 && _open.Peek() == 0)
            {
                _open.Pop();
            }

            var depth = _open.Count;
            if (depth > 0)
            {
                _open.Push(_open.Pop() - 1);
            }

            if (depth == 1)
            {
                Column = name;
            }

            if (children > 0)
            {
                _open.Push(children);
            }

            return depth;
        }
    }
}
