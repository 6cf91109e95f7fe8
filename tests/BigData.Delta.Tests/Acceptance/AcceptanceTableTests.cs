using System.Text.Json;
using BigData.Delta.Changes;
using BigData.Testing;

namespace BigData.Delta.Tests.Acceptance;

/// <summary>
/// The Delta Acceptance Tests: tables written by Spark. Here version, protocol and properties are compared; rows are compared
/// by the tests of the data files. Three lists: what is read, what is refused by feature name, and what is not tried.
/// </summary>
public sealed class AcceptanceTableTests
{
    private static readonly string[] Tables =
    [
        "all_primitive_types", "basic_append", "basic_partitioned", "cdf", "check_constraints", "column_mapping", "deletion_vectors",
        "generated_columns", "iceberg_compat_v1", "multi_partitioned", "multi_partitioned_2", "nested_types", "no_replay", "no_stats",
        "partitioned_with_null", "stats_as_struct", "timestamp_ntz", "with_checkpoint", "with_schema_change",
    ];

    private static readonly Dictionary<string, string> Refused = new()
    {
        ["column_mapping"] = "columnMapping",
        ["iceberg_compat_v1"] = "columnMapping",
        ["deletion_vectors"] = "deletionVectors",
    };

    private static readonly Dictionary<string, string> WriteRefused = new()
    {
        ["check_constraints"] = "checkConstraints",
        ["generated_columns"] = "generatedColumns",
    };

    public static TheoryData<string, string> Cases()
    {
        TheoryData<string, string> cases = [];
        foreach (string table in Tables)
        {
            string? expected = RepositoryFiles.Shared("data", "delta-acceptance", "reader_tests", "generated", table, "expected");
            string[] versions = expected is null ? ["latest"] : [.. Directory.GetDirectories(expected).Select(d => Path.GetFileName(d)).Order()];
            foreach (string version in versions)
            {
                cases.Add(table, version);
            }
        }

        return cases;
    }

    [Fact]
    public async Task The_changes_of_the_table_with_a_feed_are_found()
    {
        string? folder = RepositoryFiles.Shared("data", "delta-acceptance", "reader_tests", "generated", "cdf", "delta");
        Assert.SkipUnless(folder is not null, "the Delta acceptance tables are not there (../shared/data/delta-acceptance)");
        DeltaLog log = DeltaLog.ForPath(folder);
        IReadOnlyList<CommitChanges> changes = await log.GetChangesAsync(0, 2, await log.GetSnapshotAsync(), TestContext.Current.CancellationToken);
        Assert.Equal([(1L, 1, 0, 0), (2L, 0, 0, 1)], changes.Select(commit => (commit.Version, commit.Inserted.Count, commit.Deleted.Count, commit.Changed.Count)));
        Assert.All(changes.SelectMany(commit => commit.Changed), file => Assert.True(File.Exists(file.GetFullPath(folder))));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task The_table_has_the_expected_version_protocol_and_properties_or_is_refused_by_name(string table, string version)
    {
        string? folder = RepositoryFiles.Shared("data", "delta-acceptance", "reader_tests", "generated", table);
        Assert.SkipUnless(folder is not null, "the Delta acceptance tables are not there (../shared/data/delta-acceptance)");
        using JsonDocument expected = JsonDocument.Parse(
            await File.ReadAllTextAsync(Path.Combine(folder, "expected", version, "table_version_metadata.json"), TestContext.Current.CancellationToken));
        DeltaLog log = DeltaLog.ForPath(Path.Combine(folder, "delta"));
        long? asked = version == "latest" ? null : long.Parse(version[1..], System.Globalization.CultureInfo.InvariantCulture);
        if (Refused.TryGetValue(table, out string? feature))
        {
            DeltaUnsupportedFeatureException refused = await Assert.ThrowsAsync<DeltaUnsupportedFeatureException>(() => log.GetSnapshotAsync(asked));
            Assert.Equal(DeltaAccess.Read, refused.Access);
            Assert.Equal([feature], refused.Features);
            Assert.Contains(feature, refused.Message, StringComparison.Ordinal);
            return;
        }

        Snapshot snapshot = await log.GetSnapshotAsync(asked);
        Assert.Equal(expected.RootElement.GetProperty("version").GetInt64(), snapshot.Version);
        Assert.Equal(expected.RootElement.GetProperty("min_reader_version").GetInt32(), snapshot.Protocol.MinReaderVersion);
        Assert.Equal(expected.RootElement.GetProperty("min_writer_version").GetInt32(), snapshot.Protocol.MinWriterVersion);
        Assert.Equal(
            expected.RootElement.GetProperty("properties").EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetString()),
            snapshot.Metadata.Configuration.ToDictionary());
        Assert.NotEmpty(snapshot.Files);
        Assert.All(snapshot.Files, f => Assert.True(File.Exists(f.GetFullPath(snapshot.TablePath)), f.Path));
    }

    [Fact]
    public async Task Tables_that_only_bind_writers_are_read_and_refused_for_writing_by_name()
    {
        foreach ((string table, string feature) in WriteRefused)
        {
            string? folder = RepositoryFiles.Shared("data", "delta-acceptance", "reader_tests", "generated", table, "delta");
            Assert.SkipUnless(folder is not null, "the Delta acceptance tables are not there (../shared/data/delta-acceptance)");
            DeltaLog log = DeltaLog.ForPath(folder);
            Snapshot snapshot = await log.GetSnapshotAsync();
            DeltaUnsupportedFeatureException refused = Assert.Throws<DeltaUnsupportedFeatureException>(() => log.Begin(snapshot));
            Assert.Equal(DeltaAccess.Write, refused.Access);
            Assert.Equal([feature], refused.Features);
        }
    }

    [Fact]
    public void The_lists_name_every_table_that_is_there()
    {
        string? root = RepositoryFiles.Shared("data", "delta-acceptance", "reader_tests", "generated");
        Assert.SkipUnless(root is not null, "the Delta acceptance tables are not there (../shared/data/delta-acceptance)");
        Assert.Equal(Directory.GetDirectories(root).Select(Path.GetFileName).Order(), Tables.Order());
    }
}
