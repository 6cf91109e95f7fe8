using Apache.Arrow;
using BigData.DuckDb;
using BigData.DuckDb.Arrow;
using BigData.Models.Recommendations;
using BigData.Spark.Embedded.Commands.Files;
using BigData.Spark.Embedded.Executing;
using BigData.Spark.Embedded.Plans;
using BigData.Spark.Embedded.Sources;
using BigData.Spark.Sql;

namespace BigData.Spark.Embedded.MachineLearning;

/// <summary>
/// Models, and estimators without factors, in MLlib's layout, which Spark reads and writes too: <c>metadata/part-00000</c> with one line of JSON (class, timestamp, sparkVersion, uid,
/// paramMap, defaultParamMap, rank), and <c>userFactors</c> and <c>itemFactors</c> with Parquet files (<c>id int, features array&lt;float&gt;</c>).
/// </summary>
internal sealed class AlsFiles(EmbeddedSession session)
{
    internal Task WriteAsync(StoredModel model, string path, bool overwrites, CancellationToken token) =>
        WriteAsync(path, overwrites, staging => FillAsync(model, staging, token), token);

    internal Task WriteEstimatorAsync(WriteEstimator write, CancellationToken token)
    {
        AlsMetadata metadata = new(AlsParameters.EstimatorClass, write.Uid, null, AlsParameters.Of(write.Parameters));
        return WriteAsync(write.Path, write.Overwrites, staging => WriteAsync(metadata, staging, token), token);
    }

    internal static Task<AlsMetadata> ReadEstimatorAsync(string path, CancellationToken token) => ReadMetadataAsync(AlsParameters.EstimatorClass, path, token);

    internal async Task<StoredModel> ReadAsync(string path, CancellationToken token)
    {
        string folder = FileUris.ToLocal(path);
        AlsMetadata metadata = await ReadMetadataAsync(AlsParameters.ModelClass, path, token).ConfigureAwait(false);
        int rank = metadata.Rank!.Value;
        ModelSide users = await ReadAsync(folder, ModelFrames.UserFactors, rank, token).ConfigureAwait(false);
        ModelSide items = await ReadAsync(folder, ModelFrames.ItemFactors, rank, token).ConfigureAwait(false);
        return new StoredModel(metadata.Uid, metadata.Parameters, users, items);
    }

    private static Task WriteAsync(string path, bool overwrites, Func<string, Task> fill, CancellationToken token) =>
        new FolderWrite(overwrites ? Plans.SaveMode.Overwrite : Plans.SaveMode.ErrorIfExists, FileUris.ToLocal(path), replacesPartitionsOnly: false).RunAsync(fill, token);

    private static async Task<AlsMetadata> ReadMetadataAsync(string className, string path, CancellationToken token)
    {
        string[] parts = [.. PathLister.List([Path.Combine(FileUris.ToLocal(path), "metadata")]).Select(file => file.Path)];
        string json = string.Concat(await Task.WhenAll(parts.Select(part => File.ReadAllTextAsync(part, token))).ConfigureAwait(false));
        return AlsMetadata.Parse(json, className, path);
    }

    private async Task WriteAsync(AlsMetadata metadata, string staging, CancellationToken token)
    {
        string folder = Directory.CreateDirectory(Path.Combine(staging, "metadata")).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "part-00000"), metadata.ToJson(session.Clock.GetUtcNow()) + "\n", token).ConfigureAwait(false);
        await File.WriteAllBytesAsync(Path.Combine(folder, "_SUCCESS"), [], token).ConfigureAwait(false);
    }

    private async Task FillAsync(StoredModel model, string staging, CancellationToken token)
    {
        await WriteAsync(new AlsMetadata(AlsParameters.ModelClass, model.Uid, model.Rank, model.Parameters), staging, token).ConfigureAwait(false);
        await WriteAsync(model.Users, Path.Combine(staging, ModelFrames.UserFactors), token).ConfigureAwait(false);
        await WriteAsync(model.Items, Path.Combine(staging, ModelFrames.ItemFactors), token).ConfigureAwait(false);
    }

    private async Task WriteAsync(ModelSide side, string folder, CancellationToken token)
    {
        Directory.CreateDirectory(folder);
        using ArrowSourceRegistration source = session.Instance.RegisterArrowSource(FactorBatches.Factors(side));
        using DuckDbSession connection = session.Connect();
        string file = DuckDbSql.Literal(Path.Combine(folder, $"part-00000-{Guid.NewGuid()}-c000.snappy.parquet"));
        await connection.ExecuteAsync($"COPY (SELECT c0 AS id, c1 AS features FROM {source.Sql}) TO {file} (FORMAT parquet, COMPRESSION snappy)", token).ConfigureAwait(false);
        await File.WriteAllBytesAsync(Path.Combine(folder, "_SUCCESS"), [], token).ConfigureAwait(false);
    }

    private async Task<ModelSide> ReadAsync(string folder, string name, int rank, CancellationToken token)
    {
        string files = string.Join(", ", PathLister.List([Path.Combine(folder, name)]).Select(file => DuckDbSql.Literal(DuckDbSql.EscapeGlob(file.Path))));
        List<int> ids = [];
        List<float> values = [];
        using DuckDbSession connection = session.Connect();
        string sql = $"SELECT CAST(id AS INTEGER), CAST(features AS FLOAT[]) FROM read_parquet([{files}], hive_partitioning=false) ORDER BY id";
        using DuckDbReader reader = await connection.OpenReaderAsync(sql, null, token).ConfigureAwait(false);
        while (await reader.ReadAsync().ConfigureAwait(false) is { } batch)
        {
            using (batch)
            {
                ids.AddRange(((Int32Array)batch.Column(0)).Values);
                ListArray lists = (ListArray)batch.Column(1);
                values.AddRange(((FloatArray)lists.Values).Values[lists.ValueOffsets[0]..lists.ValueOffsets[batch.Length]]);
            }
        }

        return new ModelSide([.. ids], Matrix([.. values], ids.Count, rank, Path.Combine(folder, name)));
    }

    private static FactorMatrix Matrix(float[] values, int rows, int rank, string folder)
    {
        if (values.Length != (long)rows * rank)
        {
            throw new SparkIllegalArgumentException($"The factors in '{folder}' have {values.Length} numbers in {rows} rows; the metadata say that the rank is {rank}. Save the model again.");
        }

        FactorMatrix factors = new(rows, rank);
        for (int row = 0; row < rows; row++)
        {
            values.AsSpan(row * rank, rank).CopyTo(factors.Row(row));
        }

        return factors;
    }
}
