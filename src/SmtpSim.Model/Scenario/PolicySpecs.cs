using SmtpSim.Kernel;

namespace SmtpSim.Model;

/// <summary>What a rate limit counts.</summary>
public enum RateOf : byte
{
    /// <summary>Connections that reached the program; looked at for the greeting.</summary>
    Connections,

    /// <summary>MAIL commands.</summary>
    Messages,

    /// <summary>RCPT commands.</summary>
    Recipients,
}

/// <summary>
/// At most <see cref="Most"/> in each <see cref="Window"/>; one more is answered <see cref="Reply"/>. A window begins with the first that is
/// counted after the one before has ended, as Postfix's anvil has it.
/// </summary>
public sealed record RateLimitSpec
{
    public required RateOf Of { get; init; }

    public required int Most { get; init; }

    public SimDuration Window { get; init; } = SimDuration.FromMinutes(1);

    /// <summary>True: of all clients together; false: of each client.</summary>
    public bool Together { get; init; }

    public ReplySpec Reply { get; init; } = new(450, 4, 7, 1, "Rate limit exceeded, try again later");
}

/// <summary>What one entry of a greylist stands for.</summary>
public enum GreylistKey : byte
{
    /// <summary>Client, sender and recipient (RFC 6647 section 2.3).</summary>
    Triplet,

    /// <summary>The client alone (RFC 6647 section 2.1).</summary>
    Client,

    /// <summary>Client and sender (RFC 6647 section 2.2).</summary>
    ClientSender,

    /// <summary>Sender and recipient, whatever the client: for clients that share a queue.</summary>
    SenderRecipient,
}

/// <summary>
/// Delays replies to sessions that behave as spammers do: from the error number <see cref="AfterErrors"/> and the
/// recipient number <see cref="AfterRecipients"/> on, replies to MAIL, RCPT and the end of mail data leave <see cref="Delay"/> later. No worker is busy meanwhile.
/// </summary>
public sealed record TarpitSpec
{
    /// <summary>Negative replies of a session that cost nothing; 0 or more.</summary>
    public int AfterErrors { get; init; } = 10;

    /// <summary>RCPT commands of a session that cost nothing; <see cref="WorkQueueSpec.Unlimited"/> for all.</summary>
    public int AfterRecipients { get; init; } = WorkQueueSpec.Unlimited;

    public SimDuration Delay { get; init; } = SimDuration.FromSeconds(1);
}

/// <summary>Each mailbox holds so many messages and bytes; RCPT to a full one, or for a message that is larger than the room left, is answered <see cref="Reply"/>.</summary>
public sealed record QuotaSpec
{
    public int Messages { get; init; } = 1000;

    /// <summary>Bytes of all messages of a mailbox together; 0 means without limit.</summary>
    public long Bytes { get; init; }

    /// <summary>One message leaves a mailbox that is not empty in each of these, with the mean size of those in it; zero: none leaves.</summary>
    public SimDuration Drain { get; init; }

    /// <summary>All mailboxes are emptied at the multiples of this; zero: never.</summary>
    public SimDuration Resets { get; init; }

    public ReplySpec Reply { get; init; } = new(452, 4, 2, 2, "Mailbox full");
}
