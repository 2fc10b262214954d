namespace SmtpSim.Model;

/// <summary>How a client goes through the mail hosts of a domain in one delivery attempt (RFC 5321 section 5.1). The defaults are Postfix's.</summary>
public sealed record HostChoice
{
    /// <summary>Addresses tried in one attempt (smtp_mx_address_limit); 0 means without limit.</summary>
    public int Addresses { get; init; } = 5;

    /// <summary>Sessions with a mail transaction in one attempt (smtp_mx_session_limit); 0 means without limit.</summary>
    public int Sessions { get; init; } = 2;

    public NextHostAfter NextAfter { get; init; } = NextHostAfter.Transient;
}

/// <summary>After which failures the attempt goes on at the next host instead of ending.</summary>
public enum NextHostAfter : byte
{
    /// <summary>The connection did not come to be; as qmail does it.</summary>
    Connect,

    /// <summary>No mail transaction was begun: connection, greeting or EHLO failed.</summary>
    Session,

    /// <summary>Anything that left a recipient without a fate, a 4yz reply to RCPT too; as Postfix does it.</summary>
    Transient,
}
