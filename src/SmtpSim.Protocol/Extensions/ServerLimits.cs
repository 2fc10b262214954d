using System.Buffers.Text;
using System.Text;

namespace SmtpSim.Protocol;

/// <summary>What LIMITS announced (RFC 9422); 0 for no limit.</summary>
/// <param name="Mails">MAILMAX: the most transactions of a session.</param>
/// <param name="Recipients">RCPTMAX: the most recipients of a transaction.</param>
/// <param name="RecipientDomains">RCPTDOMAINMAX: the most domains among the recipients of a transaction.</param>
public readonly record struct ServerLimits(int Mails, int Recipients, int RecipientDomains)
{
    /// <summary>With one more word behind LIMITS; what is not understood is ignored, as section 4 of the RFC asks for.</summary>
    public ServerLimits With(ReadOnlySpan<byte> word)
    {
        var equals = word.IndexOf((byte)'=');
        if (equals < 0) return this;
        var limit = NumberOf(word[(equals + 1)..]);
        var name = word[..equals];
        return Ascii.EqualsIgnoreCase(name, "MAILMAX"u8) ? this with { Mails = limit }
            : Ascii.EqualsIgnoreCase(name, "RCPTMAX"u8) ? this with { Recipients = limit }
            : Ascii.EqualsIgnoreCase(name, "RCPTDOMAINMAX"u8) ? this with { RecipientDomains = limit }
            : this;
    }

    /// <summary>The limits in a line of the answer to EHLO.</summary>
    public static ServerLimits Parse(ReadOnlySpan<byte> line)
    {
        var limits = default(ServerLimits);
        foreach (var word in line.Split((byte)' ')) limits = limits.With(line[word]);
        return limits;
    }

    /// <summary>A number in decimal digits; 0, which stands for no limit, for anything else.</summary>
    private static int NumberOf(ReadOnlySpan<byte> digits) =>
        !digits.ContainsAnyExceptInRange((byte)'0', (byte)'9') && Utf8Parser.TryParse(digits, out long number, out var used) && used == digits.Length
            ? (int)Math.Min(number, int.MaxValue)
            : 0;
}
