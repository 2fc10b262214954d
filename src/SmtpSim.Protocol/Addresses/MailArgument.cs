using System.Text;

namespace SmtpSim.Protocol;

/// <summary>The body type that a client declares (RFC 6152).</summary>
public enum BodyType : byte
{
    Unspecified,
    SevenBit,
    EightBitMime,
}

/// <summary>
/// The argument of MAIL: a reverse-path and the parameters of the extensions we know, SIZE (RFC 1870) and BODY (RFC 6152).
/// </summary>
public readonly ref struct MailArgument
{
    private MailArgument(MailPath reversePath, long size, BodyType body)
    {
        ReversePath = reversePath;
        Size = size;
        Body = body;
    }

    public MailPath ReversePath { get; }

    /// <summary>The declared size in octets, -1 without one. Twenty digits are legal; what exceeds a long counts as its maximum.</summary>
    public long Size { get; }

    public BodyType Body { get; }

    /// <summary>Reads what follows <c>MAIL </c>.</summary>
    /// <param name="argument">The argument, without the verb.</param>
    /// <param name="mail">What was read.</param>
    /// <param name="refusal">Otherwise the reply: 501 for bad syntax, 504 for an unknown value, 555 for an unknown parameter.</param>
    public static bool TryParse(ReadOnlySpan<byte> argument, out MailArgument mail, out Reply refusal)
    {
        mail = default;
        if (!PathArgument.TryRead("FROM:"u8, argument, out var path, out var rest, out refusal)) return false;
        if (path.IsPostmaster)
        {
            refusal = WellKnownReplies.SenderSyntax; // only a recipient may lack its domain
            return false;
        }

        var size = -1L;
        var body = BodyType.Unspecified;
        var parameters = new EsmtpParameters(rest);
        while (!parameters.AtEnd)
        {
            refusal = WellKnownReplies.ArgumentSyntax;
            if (!parameters.TryRead(out var keyword, out var value)) return false;
            if (Ascii.EqualsIgnoreCase(keyword, "SIZE"u8))
            {
                if (size >= 0 || !TryReadSize(value, out size)) return false;
            }
            else if (Ascii.EqualsIgnoreCase(keyword, "BODY"u8))
            {
                if (body != BodyType.Unspecified) return false;
                body = ReadBody(value);
                refusal = WellKnownReplies.ParameterNotImplemented;
                if (body == BodyType.Unspecified) return false;
            }
            else
            {
                refusal = WellKnownReplies.ParameterUnknown;
                return false;
            }
        }

        mail = new MailArgument(path, size, body);
        refusal = default;
        return true;
    }

    private static bool TryReadSize(ReadOnlySpan<byte> digits, out long size)
    {
        size = 0;
        if (digits.Length is 0 or > 20 || digits.ContainsAnyExceptInRange((byte)'0', (byte)'9')) return false;
        foreach (var digit in digits)
            size = size > (long.MaxValue - 9) / 10 ? long.MaxValue : size * 10 + (digit - '0');
        return true;
    }

    private static BodyType ReadBody(ReadOnlySpan<byte> value) =>
        Ascii.EqualsIgnoreCase(value, "7BIT"u8) ? BodyType.SevenBit
        : Ascii.EqualsIgnoreCase(value, "8BITMIME"u8) ? BodyType.EightBitMime
        : BodyType.Unspecified;
}
