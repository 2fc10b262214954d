using SmtpSim.Kernel;

namespace SmtpSim.Model;

/// <summary>What became of a message, or of one of its recipients.</summary>
public enum MessageFate : byte
{
    /// <summary>None yet: queued when the run ended.</summary>
    Queued,
    Delivered,

    /// <summary>Refused for good.</summary>
    Bounced,

    /// <summary>Given up after failures that were not for good.</summary>
    Expired,

    /// <summary>Not taken into the client's queue, which was full.</summary>
    Dropped,
}

/// <summary>A recipient of a traced message.</summary>
/// <param name="Address">Its mailbox.</param>
/// <param name="Fate">What became of it.</param>
/// <param name="Attempt">The attempt that decided it; 0 when none did.</param>
/// <param name="Reply">The last reply about it, or null when it had none.</param>
public sealed record TraceRecipient(string Address, MessageFate Fate, int Attempt, string? Reply);

/// <summary>The life of one message: every session it took part in, line by line, and what each attempt came to.</summary>
public sealed record TraceLog
{
    public required Scenario Scenario { get; init; }

    /// <summary>The client's host name.</summary>
    public required string Client { get; init; }

    /// <summary>Number among the messages of its client, from 1.</summary>
    public required long Number { get; init; }

    /// <summary>The destination's host name; null for a message that was dropped.</summary>
    public string? Server { get; init; }

    /// <summary>The sender's mailbox; null for a message that was dropped.</summary>
    public string? Sender { get; init; }

    public required long Bytes { get; init; }

    public required SimTime Submitted { get; init; }

    public required int Attempts { get; init; }

    public required MessageFate Fate { get; init; }

    /// <summary>When it met its fate; the end of the run when it met none.</summary>
    public required SimTime Settled { get; init; }

    /// <summary>In the order of their RCPT commands; empty for a message that was dropped.</summary>
    public required IReadOnlyList<TraceRecipient> Recipients { get; init; }

    /// <summary>In the order in which a person reads them: session after session, each with what the attempt came to behind it.</summary>
    public required IReadOnlyList<TraceLine> Lines { get; init; }

    /// <summary>The sessions of <see cref="Lines"/>, whole.</summary>
    public IReadOnlyList<SessionLog> Sessions { get; init; } = [];

    /// <summary><c>mta-7/3</c></summary>
    public string Name => $"{Client}/{Number}";

    /// <summary>The lines, those of other messages folded into one where they follow one another.</summary>
    public IReadOnlyList<TraceLine> Folded() => OtherMessages.Fold(this);
}
