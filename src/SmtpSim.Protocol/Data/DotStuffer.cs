using System.Buffers;

namespace SmtpSim.Protocol;

/// <summary>
/// Puts message text on the wire, in any pieces: a line that begins with a dot gets another before it (RFC 5321 section 4.5.2). A bare CR
/// or a bare LF is sent as CRLF: what some server could take for an end of data is never sent (section 2.3.8).
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
            var isRestOfCrLf = _afterCr && text[0] == '\n';
            _afterCr = false;
            if (isRestOfCrLf)
            {
                text = text[1..];
                continue;
            }

            if (!_inLine && text[0] == '.') output.Write("."u8);
            text = text[WriteLine(text, output)..];
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

    /// <summary>Writes up to and with the first line end; gives the octets of text that took.</summary>
    private int WriteLine(ReadOnlySpan<byte> text, IBufferWriter<byte> output)
    {
        var end = text.IndexOfAny((byte)'\r', (byte)'\n');
        _inLine = end < 0;
        if (end < 0 || text[end..].StartsWith("\r\n"u8))
        {
            var length = end < 0 ? text.Length : end + 2;
            output.Write(text[..length]);
            return length;
        }

        output.Write(text[..end]);
        output.Write("\r\n"u8); // of a CR that ends the piece too: if a LF comes, it is not written again
        _afterCr = text[end] == '\r';
        return end + 1;
    }
}
