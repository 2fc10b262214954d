namespace SmtpSim.Protocol;

/// <summary>
/// What <see cref="ReplyParser.TryRead"/> found at the beginning of the buffer. From <see cref="BadSyntax"/> on the dialogue is lost.
/// </summary>
public enum ReplyParse : byte
{
    /// <summary>No complete line: all was examined, call again with more.</summary>
    NeedMore,

    /// <summary>A line of a multi-line reply; more are to come.</summary>
    Line,

    /// <summary>The last or only line of a reply.</summary>
    Complete,

    /// <summary>A line that does not begin with a code of 200 to 599, or with a bare CR, a bare LF or a NUL in it.</summary>
    BadSyntax,

    /// <summary>The lines of one reply have different codes (RFC 5321 section 4.2.1).</summary>
    CodeMismatch,

    LineTooLong,

    TooManyLines,
}

/// <summary>A line of a reply.</summary>
/// <param name="Reply">Code and enhanced status code; the text has no number.</param>
/// <param name="TextStart">Offset of the text, codes and separator skipped, from the beginning of the line.</param>
/// <param name="TextLength">Length of the text, without CRLF.</param>
public readonly record struct ReplyLine(Reply Reply, int TextStart, int TextLength)
{
    /// <summary>The text in the line, or in the buffer that begins with the line.</summary>
    public ReadOnlySpan<byte> TextOf(ReadOnlySpan<byte> line) => line.Slice(TextStart, TextLength);
}

/// <summary>
/// Finds replies in the octets of a server, in any pieces, a line at a time: the lines of a long reply are not kept. The caller keeps
/// what was not consumed,
/// never more than a line. After an error it stays in error, since nobody can say where the next reply begins.
/// </summary>
public struct ReplyParser
{
    /// <summary>The most lines of one reply.</summary>
    public const int MaxLines = 100;

    private int _extra; // so that the default value has the standard limit
    private int _examined;
    private int _lines;
    private int _code;
    private ReplyParse _failure;

    /// <summary>The longest reply line, CRLF included: longer than <see cref="LineLimits.Reply"/> for the challenges of AUTH.</summary>
    public int LineLimit
    {
        readonly get => LineLimits.Reply + _extra;
        set => _extra = value - LineLimits.Reply;
    }

    /// <summary>Reads one line from the beginning of <paramref name="buffer"/>.</summary>
    /// <param name="buffer">The octets not consumed yet.</param>
    /// <param name="line">The line, its text counted from the beginning of <paramref name="buffer"/>.</param>
    /// <param name="consumed">Octets to drop before the next call; all of them after an error.</param>
    public ReplyParse TryRead(ReadOnlySpan<byte> buffer, out ReplyLine line, out int consumed)
    {
        line = default;
        consumed = buffer.Length;
        if (_failure != default) return _failure;

        var from = Math.Max(0, _examined - 1); // the last octet examined may be the CR of a CRLF
        var end = buffer[from..].IndexOf("\r\n"u8);
        if (end < 0)
        {
            if (buffer.Length >= LineLimit) return _failure = ReplyParse.LineTooLong;
            _examined = buffer.Length;
            consumed = 0;
            return ReplyParse.NeedMore;
        }

        var text = buffer[..(from + end)];
        _examined = 0;
        var found = Understand(text, out line);
        if (found >= ReplyParse.BadSyntax) return _failure = found;
        consumed = text.Length + 2;
        return found;
    }

    private ReplyParse Understand(ReadOnlySpan<byte> text, out ReplyLine line)
    {
        line = default;
        if (text.Length + 2 > LineLimit) return ReplyParse.LineTooLong;
        if (text.ContainsAny((byte)'\0', (byte)'\r', (byte)'\n') || !TryReadCode(text, out var code)) return ReplyParse.BadSyntax;
        if (_lines > 0 && code != _code) return ReplyParse.CodeMismatch;
        if (_lines == MaxLines) return ReplyParse.TooManyLines;

        var start = Math.Min(4, text.Length);
        var reply = Reply.Of(code);
        if (TryReadEnhanced(text[start..], code, out var subject, out var detail, out var length))
        {
            reply = Reply.Of(code, subject, detail);
            start += length;
        }

        line = new ReplyLine(reply, start, text.Length - start);
        var more = text is [_, _, _, (byte)'-', ..];
        _code = code;
        _lines = more ? _lines + 1 : 0;
        return more ? ReplyParse.Line : ReplyParse.Complete;
    }

    /// <summary>Three digits, then a space, a hyphen or the end of the line.</summary>
    private static bool TryReadCode(ReadOnlySpan<byte> text, out int code)
    {
        code = 0;
        if (text.Length < 3 || text[..3].ContainsAnyExceptInRange((byte)'0', (byte)'9')) return false;
        code = (text[0] - '0') * 100 + (text[1] - '0') * 10 + (text[2] - '0');
        return code is >= 200 and <= 599 && (text.Length == 3 || text[3] is (byte)' ' or (byte)'-');
    }

    /// <summary>An enhanced status code whose class is the code's own (RFC 2034 section 4); any other is plain text to us.</summary>
    private static bool TryReadEnhanced(ReadOnlySpan<byte> text, int code, out int subject, out int detail, out int length)
    {
        subject = 0;
        detail = 0;
        length = 0;
        if (code / 100 == 3 || text is not [var digit, (byte)'.', .. var rest] || digit - '0' != code / 100) return false;
        var subjectDigits = Number(rest, 7, out subject);
        if (subjectDigits == 0 || subjectDigits == rest.Length || rest[subjectDigits] != '.') return false;
        rest = rest[(subjectDigits + 1)..];
        var detailDigits = Number(rest, 255, out detail);
        if (detailDigits == 0 || (detailDigits < rest.Length && rest[detailDigits] != ' ')) return false;
        length = Math.Min(text.Length, 2 + subjectDigits + 1 + detailDigits + 1);
        return true;
    }

    /// <summary>Reads one to three digits up to <paramref name="limit"/>; the number of digits, 0 if it is none.</summary>
    private static int Number(ReadOnlySpan<byte> text, int limit, out int value)
    {
        value = 0;
        var digits = 0;
        while (digits < 3 && digits < text.Length && text[digits] is >= (byte)'0' and <= (byte)'9')
            value = value * 10 + (text[digits++] - '0');
        return value <= limit ? digits : 0;
    }
}
