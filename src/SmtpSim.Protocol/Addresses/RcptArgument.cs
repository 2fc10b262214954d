using System.Text;

namespace SmtpSim.Protocol;

/// <summary>The argument of RCPT: a forward-path, and NOTIFY and ORCPT where DSN is offered (RFC 3461).</summary>
public readonly ref struct RcptArgument
{
    public MailPath ForwardPath { get; private init; }

    public DsnNotify Notify { get; private init; }

    /// <summary>ORCPT: an address type, a semicolon and the address as xtext; empty without one.</summary>
    public ReadOnlySpan<byte> OriginalRecipient { get; private init; }

    /// <summary>Reads what follows <c>RCPT </c>.</summary>
    /// <param name="argument">The argument, without the verb.</param>
    /// <param name="offered">The extensions that the server offered: parameters of others are unknown. SMTPUTF8 is to be among them only
    /// in a transaction that MAIL declared international.</param>
    /// <param name="recipient">What was read.</param>
    /// <param name="refusal">Otherwise the reply: 501 for bad syntax, 555 for an unknown parameter.</param>
    public static bool TryParse(ReadOnlySpan<byte> argument, ServiceExtensions offered, out RcptArgument recipient, out Reply refusal)
    {
        recipient = default;
        var utf8 = offered.Has(ServiceExtensions.SmtpUtf8);
        if (!PathArgument.TryRead("TO:"u8, argument, utf8, out var path, out var rest, out refusal)) return false;
        refusal = WellKnownReplies.RecipientSyntax;
        if (path.IsNull) return false; // the null path sends bounces, it takes none

        recipient = new RcptArgument { ForwardPath = path };
        var parameters = new EsmtpParameters(rest);
        while (!parameters.AtEnd)
        {
            refusal = WellKnownReplies.ArgumentSyntax;
            if (!parameters.TryRead(out var keyword, out var value)) return false;
            var isNotify = Ascii.EqualsIgnoreCase(keyword, "NOTIFY"u8);
            if (!offered.Has(ServiceExtensions.Dsn) || (!isNotify && !Ascii.EqualsIgnoreCase(keyword, "ORCPT"u8)))
            {
                refusal = WellKnownReplies.ParameterUnknown;
                return false;
            }

            if (!(isNotify ? TryTakeNotify(value, ref recipient) : TryTakeOriginal(value, ref recipient))) return false;
        }

        refusal = default;
        return true;
    }

    private static bool TryTakeNotify(ReadOnlySpan<byte> value, ref RcptArgument recipient)
    {
        if (recipient.Notify != DsnNotify.Unspecified) return false;
        recipient = recipient with { Notify = DsnParameters.ParseNotify(value) };
        return recipient.Notify != DsnNotify.Unspecified;
    }

    private static bool TryTakeOriginal(ReadOnlySpan<byte> value, ref RcptArgument recipient)
    {
        if (!recipient.OriginalRecipient.IsEmpty) return false;
        recipient = recipient with { OriginalRecipient = value };
        return DsnParameters.IsOriginalRecipient(value);
    }
}
