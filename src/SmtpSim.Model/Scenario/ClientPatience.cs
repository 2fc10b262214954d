using SmtpSim.Kernel;

namespace SmtpSim.Model;

/// <summary>
/// How long a client is willing to wait for each reply, drawn anew each time; durations in ticks. Where nothing is drawn, and as the most that
/// counts, <see cref="ClientTimeouts"/> holds.
/// </summary>
public sealed record ClientPatience
{
    public Distribution? Connect { get; init; }
    public Distribution? Greeting { get; init; }

    /// <summary>EHLO and HELO; also STARTTLS, the TLS handshake, and each line of AUTH.</summary>
    public Distribution? Hello { get; init; }
    public Distribution? Mail { get; init; }
    public Distribution? Rcpt { get; init; }
    public Distribution? Data { get; init; }

    /// <summary>From the final dot, or the end of the last chunk, to its reply.</summary>
    public Distribution? Body { get; init; }
}
