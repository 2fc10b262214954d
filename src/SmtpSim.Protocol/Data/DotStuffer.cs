using System.Buffers;

namespace SmtpSim.Protocol;

/// <summary>
/// Puts message text on the wire, in any pieces: a line that begins with a dot gets another before it (RFC 5321 section 4.5.2). Lines end
/// with CRLF; a bare CR or LF passes as it is and begins no line, just as <see cref="DotUnstuffer"/> reads it.
/// </summary>
public struct DotStuffer
{
    private bool _inLine;
    private bool _afterCr;

    /// <summary>Writes a piece of text.</summary>
    public void Write(ReadOnlySpan<byte> text, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        while (!text.IsEmpty)
        {
            if (!_inLine && text[0] == '.') output.Write("."u8);
            var length = LineLength(text);
            output.Write(text[..length]);
            text = text[length..];
        }
    }

    /// <summary>
    /// Ends the mail data with a lone dot, after a CRLF of its own if the text does not end with one. Then another message may begin.
    /// </summary>
    public void End(IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.Write(_inLine ? "\r\n.\r\n"u8 : ".\r\n"u8);
        this = default;
    }

    /// <summary>The length of the text up to and with the first CRLF, part of which may have been in the piece before.</summary>
    private int LineLength(ReadOnlySpan<byte> text)
    {
        var end = _afterCr && text[0] == '\n' ? 0 : -1;
        if (end < 0)
        {
            end = text.IndexOf("\r\n"u8);
            if (end >= 0) end++;
        }

        _inLine = end < 0;
        _afterCr = _inLine && text[^1] == '\r';
        return end < 0 ? text.Length : end + 1;
    }
}
