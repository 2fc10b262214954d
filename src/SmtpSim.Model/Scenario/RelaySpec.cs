using SmtpSim.Kernel;

namespace SmtpSim.Model;

/// <summary>
/// What makes a server group relay: a server takes mail for domains that are not its own, queues it, and sends it on as a client does
/// (RFC 5321 section 2.3.10).
/// </summary>
public sealed record RelaySpec
{
    /// <summary>Received fields, one for each relay passed, from which on a message loops (RFC 5321 section 6.3 asks for at least 100).</summary>
    public const int DefaultMaxHops = 100;

    /// <summary>How it sends: retry schedule, concurrency, limits. Name and count are those of the server group.</summary>
    public required ClientGroup Sending { get; init; }

    /// <summary>A message that was relayed so often is refused with 554 5.4.6. Null stands for <see cref="DefaultMaxHops"/>, with loops held to be mistakes.</summary>
    public int? MaxHops { get; init; }

    /// <summary>The mailing lists of each server, or null.</summary>
    public MailingListSpec? Lists { get; init; }
}

/// <summary>
/// Mailing lists (RFC 5321 section 3.9.2): the first <see cref="Count"/> mailboxes of each server of the group. A message to one goes to every
/// member, with the list's own return address.
/// </summary>
public sealed record MailingListSpec
{
    public int Count { get; init; } = 1;

    /// <summary>Addresses on each list, spread evenly over the servers of <see cref="To"/>.</summary>
    public required int Members { get; init; }

    /// <summary>Names of server groups.</summary>
    public required IReadOnlyList<string> To { get; init; }

    /// <summary>Recipients of one message of the list at most (1 to 64); the members of a domain share messages.</summary>
    public int RecipientsPerMessage { get; init; } = 50;
}

/// <summary>Mail with a return address that is not the sender's.</summary>
public sealed record ForgedSpec
{
    /// <summary>Share of the messages, 0 to 1.</summary>
    public required double Share { get; init; }

    /// <summary>Name of the server group whose mailboxes are named as senders.</summary>
    public required string As { get; init; }
}

/// <summary>De-duplication at the server of the mailbox: a copy is accepted and thrown away.</summary>
/// <param name="Window">How long after the last copy of a message its Message-ID is still known.</param>
public sealed record DedupSpec(SimDuration Window);
