using System.Text;
using System.Text.Unicode;

namespace BigData.Pipelines.Files;

/// <summary>
/// Looks at the text of a file as it streams by: it must be UTF-8 without NUL; the first record is the header; whether anything
/// follows it.
/// </summary>
internal sealed class CsvText
{
    private const int MaxHeaderBytes = 1 << 20;

    private readonly byte[] _tail = new byte[4];
    private readonly List<byte> _header = [];
    private int _tailLength;
    private long _position;
    private bool _inQuotes;
    private bool _headerDone;
    private bool _started;

    /// <summary>Whether something besides blanks and line ends follows the header.</summary>
    public bool HasRecords { get; private set; }

    /// <summary>Whether there was any byte behind an optional byte order mark.</summary>
    public bool IsEmpty => _position == 0 || (_header.Count == 0 && !_headerDone);

    /// <summary>Takes the next bytes.</summary>
    /// <returns>What is wrong with them, or null.</returns>
    public string? Take(ReadOnlySpan<byte> bytes)
    {
        string? problem = CheckEncoding(bytes);
        if (problem is not null)
        {
            return problem;
        }

        if (!_started)
        {
            _started = true;
            if (bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
            {
                bytes = bytes[3..];
            }
        }

        if (!_headerDone)
        {
            bytes = TakeHeader(bytes);
            if (_header.Count > MaxHeaderBytes)
            {
                return "header longer than 1 MiB";
            }
        }

        HasRecords |= _headerDone && bytes.ContainsAnyExcept("\r\n \t"u8);
        return null;
    }

    /// <summary>Ends the text.</summary>
    /// <returns>What is wrong with its end, or null.</returns>
    public string? Finish() => _tailLength > 0 ? Invalid(_position - _tailLength) : null;

    /// <summary>The header's names, without quotes.</summary>
    public IReadOnlyList<string> HeaderNames()
    {
        List<string> names = [];
        StringBuilder name = new();
        bool quoted = false;
        string text = Encoding.UTF8.GetString([.. _header]);
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (c == '"' && quoted && i + 1 < text.Length && text[i + 1] == '"')
            {
                name.Append('"');
                i++;
            }
            else if (c == '"')
            {
                quoted = !quoted;
            }
            else if (c == ',' && !quoted)
            {
                names.Add(name.ToString().Trim());
                name.Clear();
            }
            else
            {
                name.Append(c);
            }
        }

        names.Add(name.ToString().Trim());
        return names;
    }

    private ReadOnlySpan<byte> TakeHeader(ReadOnlySpan<byte> bytes)
    {
        for (int i = 0; i < bytes.Length; i++)
        {
            byte b = bytes[i];
            _inQuotes ^= b == '"';
            if (b is (byte)'\n' or (byte)'\r' && !_inQuotes)
            {
                // Lines without anything come before no header.
                if (_header.Count == 0)
                {
                    continue;
                }

                _headerDone = true;
                return bytes[i..];
            }

            _header.Add(b);
        }

        return [];
    }

    private string? CheckEncoding(ReadOnlySpan<byte> bytes)
    {
        int nul = bytes.IndexOf((byte)0);
        if (nul >= 0)
        {
            return $"not UTF-8 text: NUL at byte {_position + nul}";
        }

        long start = _position;
        _position += bytes.Length;
        if (_tailLength > 0)
        {
            int need = Math.Min(SequenceLength(_tail[0]) - _tailLength, bytes.Length);
            bytes[..need].CopyTo(_tail.AsSpan(_tailLength));
            _tailLength += need;
            if (_tailLength < SequenceLength(_tail[0]))
            {
                return null;
            }

            if (!Utf8.IsValid(_tail.AsSpan(0, _tailLength)))
            {
                return Invalid(start - _tailLength + need);
            }

            bytes = bytes[need..];
            start += need;
            _tailLength = 0;
        }

        int cut = IncompleteTail(bytes);
        bytes[^cut..].CopyTo(_tail);
        _tailLength = cut;
        ReadOnlySpan<byte> whole = bytes[..^cut];
        return Utf8.IsValid(whole) ? null : Invalid(start + FirstInvalid(whole));
    }

    // How many bytes at the end begin a sequence that the next bytes may complete.
    private static int IncompleteTail(ReadOnlySpan<byte> bytes)
    {
        for (int back = 1; back <= Math.Min(3, bytes.Length); back++)
        {
            byte b = bytes[^back];
            if (b >= 0xC0)
            {
                return SequenceLength(b) > back ? back : 0;
            }

            if (b < 0x80)
            {
                return 0;
            }
        }

        return 0;
    }

    private static int SequenceLength(byte first) => first switch
    {
        >= 0xF0 => 4,
        >= 0xE0 => 3,
        >= 0xC0 => 2,
        _ => 1,
    };

    private static int FirstInvalid(ReadOnlySpan<byte> bytes)
    {
        int position = 0;
        while (Rune.DecodeFromUtf8(bytes[position..], out _, out int consumed) == System.Buffers.OperationStatus.Done)
        {
            position += consumed;
        }

        return position;
    }

    private static string Invalid(long position) => string.Create(
        System.Globalization.CultureInfo.InvariantCulture, $"not UTF-8 text: invalid byte at {position}");
}
