using System.Text;

namespace SmtpSim.Protocol;

/// <summary>
/// The argument of MAIL: a reverse-path and the parameters of the offered extensions: SIZE (RFC 1870), BODY (RFC 6152, RFC 3030), SMTPUTF8
/// (RFC 6531), RET and ENVID (RFC 3461), AUTH (RFC 4954).
/// </summary>
public readonly ref struct MailArgument
{
    /// <summary>The longest ENVID in octets, as xtext (RFC 3461 section 4.4).</summary>
    public const int MaxEnvelopeId = 100;

    public MailPath ReversePath { get; private init; }

    /// <summary>The declared size in octets, -1 without one. Twenty digits are legal; what exceeds a long counts as its maximum.</summary>
    public long Size { get; private init; }

    public BodyType Body { get; private init; }

    /// <summary>The message is international, and so may its envelope be.</summary>
    public bool SmtpUtf8 { get; private init; }

    public DsnReturn Return { get; private init; }

    /// <summary>ENVID as xtext, empty without one; <see cref="Xtext.Decode"/> reads it.</summary>
    public ReadOnlySpan<byte> EnvelopeId { get; private init; }

    /// <summary>AUTH as xtext, empty without one: whom an earlier server authenticated, &lt;&gt; for nobody. It is taken and not
    /// trusted.</summary>
    public ReadOnlySpan<byte> AuthorizedBy { get; private init; }

    /// <summary>Reads what follows <c>MAIL </c>.</summary>
    /// <param name="argument">The argument, without the verb.</param>
    /// <param name="offered">The extensions that the server offered: parameters of others are unknown.</param>
    /// <param name="mail">What was read.</param>
    /// <param name="refusal">Otherwise the reply: 501 for bad syntax, 504 for an unknown value, 553 for an address that needs SMTPUTF8, 555
    /// for an unknown parameter.</param>
    public static bool TryParse(ReadOnlySpan<byte> argument, ServiceExtensions offered, out MailArgument mail, out Reply refusal)
    {
        mail = default;
        var utf8 = offered.Has(ServiceExtensions.SmtpUtf8);
        if (!PathArgument.TryRead("FROM:"u8, argument, utf8, out var path, out var rest, out refusal)) return false;
        if (path.IsPostmaster)
        {
            refusal = WellKnownReplies.SenderSyntax; // only a recipient may lack its domain
            return false;
        }

        mail = new MailArgument { ReversePath = path, Size = -1 };
        var seen = Parameter.None;
        var parameters = new EsmtpParameters(rest);
        while (!parameters.AtEnd)
        {
            refusal = WellKnownReplies.ArgumentSyntax;
            if (!parameters.TryRead(out var keyword, out var value)) return false;
            var parameter = ParameterOf(keyword, offered);
            if (parameter == Parameter.None) refusal = WellKnownReplies.ParameterUnknown;
            if (parameter == Parameter.None || (seen & parameter) != 0) return false;
            seen |= parameter;
            if (!TryTake(parameter, value, offered, ref mail, ref refusal)) return false;
        }

        refusal = path.IsInternational && !mail.SmtpUtf8 ? WellKnownReplies.Utf8Address : default;
        return refusal.IsNone;
    }

    [Flags]
    private enum Parameter : byte
    {
        None = 0,
        Size = 1,
        Body = 2,
        SmtpUtf8 = 4,
        Return = 8,
        EnvelopeId = 16,
        Auth = 32,
    }

    private static Parameter ParameterOf(ReadOnlySpan<byte> keyword, ServiceExtensions offered) =>
        Ascii.EqualsIgnoreCase(keyword, "SIZE"u8) ? If(ServiceExtensions.Size, offered, Parameter.Size)
        : Ascii.EqualsIgnoreCase(keyword, "BODY"u8) ? If(ServiceExtensions.EightBitMime, offered, Parameter.Body)
        : Ascii.EqualsIgnoreCase(keyword, "SMTPUTF8"u8) ? If(ServiceExtensions.SmtpUtf8, offered, Parameter.SmtpUtf8)
        : Ascii.EqualsIgnoreCase(keyword, "RET"u8) ? If(ServiceExtensions.Dsn, offered, Parameter.Return)
        : Ascii.EqualsIgnoreCase(keyword, "ENVID"u8) ? If(ServiceExtensions.Dsn, offered, Parameter.EnvelopeId)
        : Ascii.EqualsIgnoreCase(keyword, "AUTH"u8) ? If(ServiceExtensions.Auth, offered, Parameter.Auth)
        : Parameter.None;

    private static Parameter If(ServiceExtensions needed, ServiceExtensions offered, Parameter parameter) =>
        offered.Has(needed) ? parameter : Parameter.None;

    private static bool TryTake(
        Parameter parameter, ReadOnlySpan<byte> value, ServiceExtensions offered, ref MailArgument mail, ref Reply refusal)
    {
        switch (parameter)
        {
            case Parameter.Size:
                if (!TryReadSize(value, out var size)) return false;
                mail = mail with { Size = size };
                return true;
            case Parameter.Body:
                mail = mail with { Body = BodyTypes.Parse(value) };
                refusal = WellKnownReplies.ParameterNotImplemented;
                return mail.Body != BodyType.Unspecified
                    && (mail.Body != BodyType.BinaryMime || offered.Has(ServiceExtensions.BinaryMime));
            case Parameter.SmtpUtf8:
                mail = mail with { SmtpUtf8 = true };
                return value.IsEmpty;
            case Parameter.Return:
                mail = mail with { Return = DsnParameters.ParseReturn(value) };
                return mail.Return != DsnReturn.Unspecified;
            case Parameter.EnvelopeId:
                mail = mail with { EnvelopeId = value };
                return value.Length is > 0 and <= MaxEnvelopeId && Xtext.IsValid(value);
            default:
                mail = mail with { AuthorizedBy = value };
                return value.SequenceEqual("<>"u8) || (!value.IsEmpty && Xtext.IsValid(value));
        }
    }

    private static bool TryReadSize(ReadOnlySpan<byte> digits, out long size)
    {
        size = 0;
        if (digits.Length is 0 or > 20 || digits.ContainsAnyExceptInRange((byte)'0', (byte)'9')) return false;
        foreach (var digit in digits)
            size = size > (long.MaxValue - 9) / 10 ? long.MaxValue : size * 10 + (digit - '0');
        return true;
    }
}
