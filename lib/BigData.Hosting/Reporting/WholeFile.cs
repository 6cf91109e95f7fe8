using System.Text;

namespace BigData.Hosting.Reporting;

/// <summary>Files that are replaced in one step: whoever looks at one meanwhile sees the old one or the new one, never half of one.</summary>
internal static class WholeFile
{
    /// <summary>Writes text as UTF-8, and the folders above it where they are missing.</summary>
    public static async Task WriteAsync(string file, string text, CancellationToken token)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        string unfinished = $"{file}.{Guid.NewGuid():N}.unfinished";
        try
        {
            await File.WriteAllTextAsync(unfinished, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), token).ConfigureAwait(false);
            File.Move(unfinished, file, overwrite: true);
        }
        finally
        {
            File.Delete(unfinished);
        }
    }
}
