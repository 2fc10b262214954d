namespace SmtpSim.Results;

/// <summary>A message as a log tells of it; times in ticks.</summary>
internal sealed class LoggedMessage(long arrival)
{
    /// <summary>When it was first heard of.</summary>
    public long Arrival { get; } = arrival;

    /// <summary>Octets; -1 where the queue manager did not say.</summary>
    public long Bytes { get; set; } = -1;

    public int Recipients { get; set; } = 1;

    public List<LoggedAttempt> Attempts { get; } = [];

    /// <summary>When it was given up for its age; -1 if it was not.</summary>
    public long Expired { get; set; } = -1;
}

/// <summary>A delivery attempt: one connection, or none that came to be.</summary>
/// <param name="End">When it was logged.</param>
/// <param name="Process">The delivery agent.</param>
/// <param name="Connected">A server was reached.</param>
/// <param name="Reused">The connection had served before: its setup took no time.</param>
/// <param name="Setup">Postfix's delay c: connection setup with DNS, EHLO and TLS.</param>
/// <param name="Transmission">Postfix's delay d: the message's transmission.</param>
internal sealed record LoggedAttempt(long End, int Process, bool Connected, bool Reused, LoggedDelay Setup, LoggedDelay Transmission)
{
    /// <summary>What became of each recipient; null: it was accepted.</summary>
    public List<LoggedFailure?> Outcomes { get; } = [];

    public long Start => End - Setup.Ticks - Transmission.Ticks;

    public bool IsDelivered => Outcomes.TrueForAll(outcome => outcome is null);

    public bool IsDeferred => Outcomes.Exists(outcome => outcome is { IsTemporary: true });
}

/// <summary>A duration as it was logged: rounded to so many ticks.</summary>
internal readonly record struct LoggedDelay(long Ticks, long Unit);
