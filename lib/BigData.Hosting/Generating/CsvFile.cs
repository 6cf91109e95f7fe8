using System.Buffers.Text;
using System.IO.Compression;

namespace BigData.Hosting.Generating;

/// <summary>Writes CSV as UTF-8 through one buffer that is reused for every file; no row allocates.</summary>
internal sealed class CsvFile : IDisposable
{
    private const int BufferSize = 1 << 16;
    private const int Reserve = 1 << 10;

    private readonly byte[] _buffer = new byte[BufferSize];
    private readonly string _header;
    private Stream? _stream;
    private string? _path;
    private int _length;

    public CsvFile(string header) => _header = header;

    /// <summary>Names the next file; it comes into being with its first row.</summary>
    public void Begin(string path) => _path = path;

    /// <summary>Writes the rest and closes the file, if there is one.</summary>
    public void End()
    {
        if (_stream is not null)
        {
            Flush();
            _stream.Dispose();
            _stream = null;
        }

        _path = null;
    }

    /// <summary>Begins a row.</summary>
    public CsvFile Row()
    {
        if (_stream is null)
        {
            Open();
        }

        if (_length > BufferSize - Reserve)
        {
            Flush();
        }

        return this;
    }

    /// <summary>Ends the row: the comma behind the last field becomes the end of the line.</summary>
    public void EndRow() => _buffer[_length - 1] = (byte)'\n';

    public CsvFile Text(ReadOnlySpan<byte> text)
    {
        text.CopyTo(_buffer.AsSpan(_length));
        _length += text.Length;
        return this;
    }

    public CsvFile Text(string ascii)
    {
        _length += System.Text.Encoding.ASCII.GetBytes(ascii, _buffer.AsSpan(_length));
        return this;
    }

    public CsvFile Number(long value)
    {
        Utf8Formatter.TryFormat(value, _buffer.AsSpan(_length), out int written);
        _length += written;
        return this;
    }

    /// <summary>A number with leading zeros.</summary>
    public CsvFile Padded(long value, int width)
    {
        Utf8Formatter.TryFormat(value, _buffer.AsSpan(_length), out int written, new System.Buffers.StandardFormat('D', (byte)width));
        _length += written;
        return this;
    }

    /// <summary>A number of hundredths or smaller parts, as decimal.</summary>
    public CsvFile Decimal(long parts, int decimals)
    {
        long one = decimals == 2 ? 100 : 10_000;
        return Number(parts / one).Text("."u8).Padded(parts % one, decimals);
    }

    /// <summary>A time as <c>yyyy-MM-dd HH:mm:ss</c>.</summary>
    public CsvFile Time(DateOnly day, int second) =>
        Padded(day.Year, 4).Text("-"u8).Padded(day.Month, 2).Text("-"u8).Padded(day.Day, 2).Text(" "u8)
            .Padded(second / 3_600, 2).Text(":"u8).Padded(second / 60 % 60, 2).Text(":"u8).Padded(second % 60, 2);

    /// <summary>Ends a field.</summary>
    public CsvFile Next()
    {
        _buffer[_length++] = (byte)',';
        return this;
    }

    /// <summary>Where the field that is written next begins, for <see cref="Untidy"/>.</summary>
    public int Mark => _length;

    /// <summary>Makes the field since a mark untidy: letters in the other case, blanks around it.</summary>
    public CsvFile Untidy(int mark, bool isUntidy)
    {
        if (!isUntidy)
        {
            return this;
        }

        Span<byte> field = _buffer.AsSpan(mark, _length - mark);
        field.CopyTo(_buffer.AsSpan(mark + 1));
        _buffer[mark] = (byte)' ';
        foreach (ref byte letter in _buffer.AsSpan(mark + 1, field.Length))
        {
            letter = char.IsAsciiLetter((char)letter) ? (byte)(letter ^ 0x20) : letter;
        }

        _length++;
        return Text(" "u8);
    }

    public void Dispose() => _stream?.Dispose();

    private void Open()
    {
        FileStream file = new(_path!, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        _stream = _path!.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionLevel.Optimal) : file;
        Text(_header).Text("\n"u8);
    }

    private void Flush()
    {
        _stream!.Write(_buffer, 0, _length);
        _length = 0;
    }
}
