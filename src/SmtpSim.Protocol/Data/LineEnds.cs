using System.Buffers;

namespace SmtpSim.Protocol;

/// <summary>Message text for chunks, whose octets are counted before they are sent (RFC 3030).</summary>
internal static class LineEnds
{
    /// <summary>The text itself if each of its lines ends with CRLF, else a copy that has a CRLF for each bare CR, bare LF and missing
    /// end.</summary>
    public static ReadOnlyMemory<byte> Normalised(ReadOnlyMemory<byte> text)
    {
        var inspector = default(LineEndInspector);
        inspector.Inspect(text.Span);
        if (text.IsEmpty || (!inspector.FoundBare && text.Span.EndsWith("\r\n"u8))) return text;

        var output = new ArrayBufferWriter<byte>(text.Length + 64);
        for (var rest = text.Span; !rest.IsEmpty;)
        {
            var end = rest.IndexOfAny((byte)'\r', (byte)'\n');
            output.Write(end < 0 ? rest : rest[..end]);
            output.Write("\r\n"u8);
            rest = end < 0 ? [] : rest[(end + (rest[end..].StartsWith("\r\n"u8) ? 2 : 1))..];
        }

        return output.WrittenMemory;
    }
}
