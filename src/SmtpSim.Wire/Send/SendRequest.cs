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

    /// <summary>HELO is said at once, EHLO never.</summary>
    public bool HeloOnly { get; init; }

    /// <summary>How long to wait for the connection and for each reply; null for what RFC 5321 section 4.5.3.2 asks for.</summary>
    public TimeSpan? Timeout { get; init; }
}
