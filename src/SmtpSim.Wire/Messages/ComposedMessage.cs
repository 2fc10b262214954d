using System.Text;

namespace SmtpSim.Wire;

/// <summary>The text of a message put together from what a user said of it; lines end with CRLF.</summary>
public sealed record ComposedMessage
{
    public required string From { get; init; }

    public required IReadOnlyList<string> To { get; init; }

    public string Subject { get; init; } = "SmtpSim test message";

    /// <summary>The body; null for a line or for as much text as <see cref="Size"/> asks for.</summary>
    public string? Body { get; init; }

    /// <summary>Further header fields, as <c>Name: value</c>; one of a name that is written anyway takes its place.</summary>
    public IReadOnlyList<string> Headers { get; init; } = [];

    /// <summary>Octets of the whole text, header included; the body is filled up to it. 0 for as many as there are.</summary>
    public int Size { get; init; }

    public required DateTimeOffset Date { get; init; }

    /// <summary>With its angle brackets.</summary>
    public required string MessageId { get; init; }

    public byte[] ToBytes()
    {
        var fields = new List<string>
        {
            $"Date: {Date:ddd, dd MMM yyyy HH':'mm':'ss} {(Date.Offset < TimeSpan.Zero ? '-' : '+')}{Date.Offset:hhmm}",
            $"From: <{From}>",
            $"To: {string.Join(",\r\n ", To.Select(to => $"<{to}>"))}",
            $"Subject: {Subject}",
            $"Message-ID: {MessageId}",
            "MIME-Version: 1.0",
            "Content-Type: text/plain; charset=utf-8",
        };
        fields.RemoveAll(field => Headers.Any(header => NameOf(header).Equals(NameOf(field), StringComparison.OrdinalIgnoreCase)));
        fields.AddRange(Headers);
        var body = Body ?? (Size == 0 ? "This is a test message of SmtpSim.\n" : "");
        var text = WithLineEnds(Encoding.UTF8.GetBytes(string.Join("\r\n", fields) + "\r\n\r\n" + body));
        if (text.Length >= Size)
            return text;
        var filled = new byte[Size];
        text.CopyTo(filled, 0);
        FillerText.Fill(filled.AsSpan(text.Length), start: 0);
        return filled;
    }

    /// <summary>Whether a text is a header field: a name of printable ASCII without a colon, and a value on one line (RFC 5322 section 2.2).</summary>
    public static bool IsHeader(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && !text.AsSpan(0, colon).ContainsAnyExceptInRange('!', '~') && !text.AsSpan().ContainsAny('\r', '\n', '\0');
    }

    /// <summary>The text with CRLF for every bare CR and bare LF, and at its end.</summary>
    public static byte[] WithLineEnds(ReadOnlySpan<byte> text)
    {
        var result = new List<byte>(text.Length + 64);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is not ((byte)'\r' or (byte)'\n'))
            {
                result.Add(text[i]);
                continue;
            }

            result.AddRange("\r\n"u8);
            if (text[i] == '\r' && i + 1 < text.Length && text[i + 1] == '\n')
                i++;
        }

        if (result is not [.., (byte)'\r', (byte)'\n'])
            result.AddRange("\r\n"u8);
        return [.. result];
    }

    private static string NameOf(string field) => field[..field.IndexOf(':', StringComparison.Ordinal)];
}
