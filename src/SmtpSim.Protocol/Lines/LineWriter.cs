using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace SmtpSim.Protocol;

/// <summary>Builds one line, of ASCII but for international addresses, in the span of a writer. The line limit holds for whatever is appended.</summary>
internal ref struct LineWriter
{
    private const char FirstPrintable = ' ';
    private const char LastPrintable = '~';

    private readonly IBufferWriter<byte> _output;
    private readonly Span<byte> _line;
    private int _length;

    /// <param name="output">Takes the line when it is ended.</param>
    /// <param name="limit">The longest line in octets, CRLF included.</param>
    public LineWriter(IBufferWriter<byte> output, int limit)
    {
        _output = output;
        _line = output.GetSpan(limit)[..limit];
        _length = 0;
    }

    /// <summary>What still fits before CRLF.</summary>
    private readonly int Left => _line.Length - 2 - _length;

    /// <summary>Text that must stand as it is.</summary>
    /// <exception cref="ArgumentException">It does not fit, or holds what a line may not hold: a line break would start another
    /// command.</exception>
    public void Append(scoped ReadOnlySpan<char> text)
    {
        if (text.Length > Left) throw new ArgumentException($"the line would be longer than {_line.Length} octets", nameof(text));
        if (text.ContainsAnyExceptInRange(FirstPrintable, LastPrintable))
            throw new ArgumentException("the text holds characters other than printable ASCII", nameof(text));
        _length += Encoding.ASCII.GetBytes(text, _line[_length..]);
    }

    /// <summary>The same for text that need not be ASCII, as UTF-8 (RFC 6531).</summary>
    /// <inheritdoc cref="Append(ReadOnlySpan{char})"/>
    public void AppendUtf8(scoped ReadOnlySpan<char> text)
    {
        foreach (var character in text)
        {
            if (char.IsControl(character)) throw new ArgumentException("the text holds control characters", nameof(text));
        }

        if (!Encoding.UTF8.TryGetBytes(text, _line[_length..^2], out var written))
            throw new ArgumentException($"the line would be longer than {_line.Length} octets", nameof(text));
        _length += written;
    }

    /// <summary>A parameter of MAIL or RCPT.</summary>
    public void AppendParameter(string keyword, string value)
    {
        Append(' ');
        Append(keyword);
        Append('=');
        Append(value);
    }

    public void Append(char character)
    {
        if (Left < 1) throw new ArgumentException($"the line would be longer than {_line.Length} octets", nameof(character));
        _line[_length++] = (byte)character;
    }

    public void Append(long number)
    {
        if (!Utf8Formatter.TryFormat(number, _line[_length..^2], out var written))
            throw new ArgumentException($"the line would be longer than {_line.Length} octets", nameof(number));
        _length += written;
    }

    /// <summary>Text for people: cut where the line is full, and a question mark for whatever is not printable ASCII.</summary>
    public void AppendLossy(scoped ReadOnlySpan<char> text)
    {
        text = text[..Math.Min(text.Length, Left)];
        foreach (var character in text)
            _line[_length++] = character is >= FirstPrintable and <= LastPrintable ? (byte)character : (byte)'?';
    }

    /// <summary>Ends the line with CRLF and hands it to the output.</summary>
    public readonly void End()
    {
        "\r\n"u8.CopyTo(_line[_length..]);
        _output.Advance(_length + 2);
    }
}
