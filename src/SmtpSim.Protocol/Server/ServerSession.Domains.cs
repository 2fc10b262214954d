using System.Text;

namespace SmtpSim.Protocol;

/// <content>RCPTDOMAINMAX (RFC 9422 section 4.3).</content>
public sealed partial class ServerSession
{
    /// <summary>Domains of the accepted recipients, at most as many as the limit; only where there is one.</summary>
    private List<byte[]>? _domains;

    private Reply DecideDomain(in RcptArgument recipient)
    {
        var domain = recipient.ForwardPath.Domain;
        var isKnown = Knows(domain);
        if (!isKnown && _domains?.Count >= _offer.MaxRecipientDomains) return WellKnownReplies.TooManyDomains;
        var reply = _policy.OnRecipient(recipient);
        if (!isKnown && reply.IsPositiveCompletion) (_domains ??= []).Add(domain.ToArray());
        return reply;
    }

    private bool Knows(ReadOnlySpan<byte> domain)
    {
        foreach (var known in _domains ?? [])
            if (Ascii.EqualsIgnoreCase(known, domain)) return true;
        return false;
    }
}
