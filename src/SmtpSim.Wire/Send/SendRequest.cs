using SmtpSim.Protocol;

namespace SmtpSim.Wire;

/// <summary>What to send in one session, and how.</summary>
public sealed record SendRequest
{
    public required Target Target { get; init; }

    /// <summary>The client's name, for EHLO and HELO.</summary>
    public required string Domain { get; init; }

    /// <summary>Sent one after the other.</summary>
    public required IReadOnlyList<OutgoingMessage> Messages { get; init; }

    /// <summary>How it makes use of what the server offers.</summary>
    public ClientOptions Options { get; init; } = ClientOptions.Default;

    /// <summary>The certificate must be good and be the host's; else any will do, as is usual between servers (RFC 7435).</summary>
    public bool VerifiesCertificate { get; init; }

    /// <summary>How long to wait for the connection and for each reply; null for what RFC 5321 section 4.5.3.2 asks for.</summary>
    public TimeSpan? Timeout { get; init; }
}
