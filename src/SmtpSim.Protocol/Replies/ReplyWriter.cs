using System.Buffers;

namespace SmtpSim.Protocol;

/// <summary>
/// Writes replies: each line of the text with the code before it (RFC 5321 section 4.2.1) and the enhanced status code (RFC 2034 section
/// 4).
/// </summary>
public static class ReplyWriter
{
    /// <summary>
    /// Writes a reply. What of a line would pass the limit (that of AUTH for 334, RFC 4954 section 4) is cut, and what is not printable ASCII becomes a question mark.
    /// </summary>
    /// <param name="output">Takes the octets.</param>
    /// <param name="reply">A reply that is not <see cref="Reply.None"/>.</param>
    /// <param name="text">Its text, lines parted by <c>\n</c>; may be empty.</param>
    public static void Write(IBufferWriter<byte> output, Reply reply, ReadOnlySpan<char> text)
    {
        ArgumentNullException.ThrowIfNull(output);
        while (true)
        {
            var end = text.IndexOf('\n');
            var line = new LineWriter(output, reply.Code == 334 ? LineLimits.Auth : LineLimits.Reply);
            line.Append(reply.Code);
            line.Append(end < 0 ? ' ' : '-'); // the space stands even before an empty text (4.2)
            if (reply.HasEnhancedStatus)
            {
                line.Append(reply.Class);
                line.Append('.');
                line.Append(reply.Subject);
                line.Append('.');
                line.Append(reply.Detail);
                line.Append(' ');
            }

            line.AppendLossy(end < 0 ? text : text[..end]);
            line.End();
            if (end < 0) return;
            text = text[(end + 1)..];
        }
    }
}
