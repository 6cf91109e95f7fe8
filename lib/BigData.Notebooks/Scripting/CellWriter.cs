using System.Text;

namespace BigData.Notebooks.Scripting;

/// <summary>A writer that leads to the cell whose code writes, and elsewhere outside of cells.</summary>
internal sealed class CellWriter : TextWriter
{
    private readonly string _stream;
    private readonly TextWriter _otherwise;

    public CellWriter(string stream, TextWriter otherwise)
    {
        _stream = stream;
        _otherwise = otherwise;
        CoreNewLine = ['\n'];
    }

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value) => Write(value.ToString());

    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    public override void Write(ReadOnlySpan<char> buffer) => Write(buffer.ToString());

    public override void Write(string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            return;
        }

        if (CellOutput.Current is { } cell)
        {
            cell.Write(_stream, value);
        }
        else
        {
            _otherwise.Write(value);
        }
    }

    public override void WriteLine(string? value) => Write(value + "\n");

    public override void Flush() => CellOutput.Current?.Flush();
}
