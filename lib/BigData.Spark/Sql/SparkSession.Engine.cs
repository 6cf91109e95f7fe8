using BigData.Spark.Engine;

namespace BigData.Spark.Sql;

/// <content>What a session asks of its engine beside plans: progress, single executions, files, copies of itself.</content>
public sealed partial class SparkSession
{
    /// <summary>Stops one execution of this session.</summary>
    /// <param name="operationId">Its id, as <see cref="ExecutionProgress"/> gives it.</param>
    /// <param name="token">Gives up.</param>
    /// <returns>The id if the execution was stopped; nothing if it did not run.</returns>
    public Task<IReadOnlyList<string>> InterruptOperationAsync(string operationId, CancellationToken token = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(operationId);
        return Engine.InterruptAsync(new InterruptScope.ByOperation(operationId), token);
    }

    /// <summary>Calls a handler whenever the engine tells how far an execution of this session is, and once at its end.</summary>
    /// <param name="handler">It is called while rows are waited for, by several threads at once if there are several executions; it should be quick.</param>
    public void RegisterProgressHandler(Action<ExecutionProgress> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        Engine.AddProgressHandler(handler);
    }

    /// <summary>Calls a handler no longer.</summary>
    /// <param name="handler">The handler; nothing happens if it is not registered.</param>
    public void RemoveProgressHandler(Action<ExecutionProgress> handler) => Engine.RemoveProgressHandler(handler);

    /// <summary>Gives files of this machine to the session on the server: jars and classes for its functions, other files for its tasks.</summary>
    /// <param name="paths">The files: <c>.jar</c>, <c>.class</c> (without package), anything else as a file under its name.</param>
    /// <exception cref="FileNotFoundException">A file does not exist.</exception>
    /// <exception cref="SparkException">The engine cannot take files, or refused them.</exception>
    public void AddArtifacts(params string[] paths) => Blocking.Run(() => AddArtifactsAsync(paths));

    /// <summary>Gives files of this machine to the session on the server: jars and classes for its functions, other files for its tasks.</summary>
    /// <param name="paths">The files: <c>.jar</c>, <c>.class</c> (without package), anything else as a file under its name.</param>
    /// <param name="token">Gives up.</param>
    /// <returns>A task that ends when they have arrived. They stay as long as the session.</returns>
    /// <exception cref="FileNotFoundException">A file does not exist.</exception>
    /// <exception cref="SparkException">The engine cannot take files, or refused them.</exception>
    public Task AddArtifactsAsync(IReadOnlyList<string> paths, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(paths);
        return Engine.AddArtifactsAsync([.. paths.Select(path => new ArtifactFile(ArtifactFolder(path) + Path.GetFileName(path), Existing(path)))], token);
    }

    /// <summary>Copies a file of this machine into the file system of the server.</summary>
    /// <param name="localPath">The file.</param>
    /// <param name="destinationPath">
    /// Its absolute path there. A server writes to its own local disk only if <c>spark.sql.artifact.copyFromLocalToFs.allowDestLocal</c> is true.
    /// </param>
    /// <param name="token">Gives up.</param>
    /// <returns>A task that ends when it is there.</returns>
    /// <exception cref="FileNotFoundException">The file does not exist.</exception>
    /// <exception cref="SparkException">The engine cannot take files, or refused it.</exception>
    public Task CopyFromLocalToFsAsync(string localPath, string destinationPath, CancellationToken token = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(destinationPath);
        return destinationPath[0] == '/'
            ? Engine.AddArtifactsAsync([new ArtifactFile("forward_to_fs" + destinationPath, Existing(localPath))], token)
            : throw new ArgumentException($"The destination '{destinationPath}' must be an absolute path that begins with /.", nameof(destinationPath));
    }

    /// <summary>Makes another session with the settings, temporary views and functions that this one has now; each goes its own way from there.</summary>
    /// <returns>The session; dispose it.</returns>
    /// <exception cref="SparkException">The engine cannot copy sessions (Spark can since 4.1).</exception>
    public SparkSession CloneSession() => Blocking.Run(() => CloneSessionAsync());

    /// <summary>Makes another session with the settings, temporary views and functions that this one has now; each goes its own way from there.</summary>
    /// <param name="token">Gives up.</param>
    /// <returns>The session; dispose it.</returns>
    /// <exception cref="SparkException">The engine cannot copy sessions (Spark can since 4.1).</exception>
    public async Task<SparkSession> CloneSessionAsync(CancellationToken token = default) =>
        new(await Engine.CloneAsync(token).ConfigureAwait(false), Output);

    private static string ArtifactFolder(string path) => Path.GetExtension(path) switch
    {
        ".jar" => "jars/",
        ".class" => "classes/",
        _ => "files/",
    };

    private static string Existing(string path) => File.Exists(path) ? path : throw new FileNotFoundException($"The file '{path}' does not exist.", path);
}
