namespace SmtpSim.Protocol;

/// <summary>The parameters of MAIL that service extensions add. Which of them may be sent is for the sender to know.</summary>
public readonly record struct MailParameters()
{
    /// <summary>SIZE in octets (RFC 1870); left out if negative.</summary>
    public long Size { get; init; } = -1;

    /// <summary>BODY (RFC 6152, RFC 3030).</summary>
    public BodyType Body { get; init; }

    /// <summary>SMTPUTF8 (RFC 6531): then the path may hold UTF-8.</summary>
    public bool SmtpUtf8 { get; init; }

    /// <summary>RET (RFC 3461).</summary>
    public DsnReturn Return { get; init; }

    /// <summary>ENVID as it is, which is sent as xtext; null without one.</summary>
    public string? EnvelopeId { get; init; }
}
