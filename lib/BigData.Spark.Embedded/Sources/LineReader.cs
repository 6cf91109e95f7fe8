using BigData.Spark.Embedded.Sources.Csv;

namespace BigData.Spark.Embedded.Sources;

/// <summary>The lines of a file, without what ends them.</summary>
/// <param name="input">The file.</param>
/// <param name="separator">What ends a line; null for LF, CR or both.</param>
internal sealed class LineReader(CsvInput input, byte[]? separator) : IDisposable
{
    private int _next = input.Start;
    private bool _isEnded;

    /// <summary>Holds the line that was read last.</summary>
    public byte[] Buffer => input.Buffer;

    /// <summary>The first byte of the line.</summary>
    public int Start { get; private set; }

    /// <summary>The end of the line.</summary>
    public int End { get; private set; }

    /// <summary>The line.</summary>
    public ReadOnlySpan<byte> Line => Buffer.AsSpan(Start..End);

    /// <summary>Reads the next line; false at the end of the file.</summary>
    public bool Read()
    {
        while (!_isEnded)
        {
            int length = Find(out int ending);
            if (length < 0 && !input.IsLast)
            {
                input.Fill(_next);
                _next = 0;
                continue;
            }

            Start = _next;
            End = length < 0 ? input.End : _next + length;
            _next = End + ending;
            _isEnded = length < 0;
            return !_isEnded || End > Start;
        }

        return false;
    }

    /// <summary>Reads all that is left as one; false when the file was read already.</summary>
    public bool ReadAll()
    {
        if (_isEnded)
        {
            return false;
        }

        while (!input.IsLast)
        {
            input.Fill(_next);
            _next = 0;
        }

        Start = _next;
        End = input.End;
        _isEnded = true;
        return true;
    }

    public void Dispose() => input.Dispose();

    // Where the line ends, and how long what ends it is; -1 when that is not in the window.
    private int Find(out int ending)
    {
        ReadOnlySpan<byte> rest = input.Buffer.AsSpan(_next..input.End);
        ending = separator?.Length ?? 1;
        if (separator is not null)
        {
            return rest.IndexOf(separator);
        }

        int length = rest.IndexOfAny((byte)'\n', (byte)'\r');
        if (length < 0 || rest[length] == '\n')
        {
            return length;
        }

        if (length + 1 == rest.Length && !input.IsLast)
        {
            return -1;
        }

        ending = length + 1 < rest.Length && rest[length + 1] == '\n' ? 2 : 1;
        return length;
    }
}
