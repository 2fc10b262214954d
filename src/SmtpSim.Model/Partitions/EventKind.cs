using SmtpSim.Kernel;

namespace SmtpSim.Model;

/// <summary>
/// What an event means. Those to a server come first, then those to a client, then what a host or a partition tells itself; those of
/// service extensions stand at the end, since fingerprints know kinds by their numbers.
/// Between hosts, Sequence holds the session's generation and step, and Tag the session's mark.
/// </summary>
internal enum EventKind : byte
{
    /// <summary>TCP SYN. Slot: the client's; Argument: message ordinal; Tag: attempt; Detail: sessions that the attempt had before; from these the mark follows.</summary>
    Open,

    /// <summary>TCP ACK of the handshake: the server program takes the connection. Slot: the server's.</summary>
    Established,

    /// <summary>MAIL. Argument: message size in bytes.</summary>
    Mail,

    /// <summary>RCPT. Detail: recipient's position in the message; Argument: mailbox (20 bits) and sender (12 bits above).</summary>
    Rcpt,

    /// <summary>The message up to its final dot or in one chunk. Argument: message ordinal; Detail: <see cref="BodyDetail"/>.</summary>
    Body,

    /// <summary>Any other command. Detail: the verb; Argument: of AUTH, lines that the client has still to send.</summary>
    Command,

    /// <summary>The client closed or aborted the connection.</summary>
    Close,

    /// <summary>TCP SYN-ACK. Argument: the server's slot.</summary>
    Accepted,

    /// <summary>TCP RST in answer to SYN.</summary>
    Refused,

    /// <summary>A reply. Argument: its bits.</summary>
    Reply,

    /// <summary>The server closed or reset the connection.</summary>
    Reset,

    /// <summary>A client submits messages. Slot: traffic stream; Argument: number of the arrival.</summary>
    Arrival,

    /// <summary>A deferred message is due. Slot: the message.</summary>
    Retry,

    /// <summary>A client session's time-out may have run out. Slot: the session.</summary>
    ClientTimer,

    /// <summary>A server session's idle time-out may have run out. Slot: the session.</summary>
    ServerTimer,

    /// <summary>A server session ends now that its last reply has left. Slot: the session.</summary>
    Release,

    /// <summary>An outage that breaks sessions begins at a server. Slot: index of the outage.</summary>
    OutageStart,

    /// <summary>Of the partition: deferred messages of one interval become events. Argument: the interval.</summary>
    WakeDeferred,

    /// <summary>To a server: the client's part of the TLS handshake (RFC 8446 section 2).</summary>
    ClientHandshake,

    /// <summary>To a client: the server's part of the TLS handshake; with its next command the client completes it.</summary>
    ServerHandshake,

    /// <summary>A worker of a server is done. Slot: the worker; Argument: the epoch of its queue.</summary>
    WorkDone,

    /// <summary>A client's lookup of a domain is answered. Slot: the message.</summary>
    Resolved,

    /// <summary>To a server, before MAIL in its segment: where the message comes from and goes to. See <see cref="Provenance"/>.</summary>
    Announce,

    /// <summary>To the sending half of a relay: a part of a message that the receiving half accepted. See <see cref="HandedOver"/>.</summary>
    HandOver,

    /// <summary>To the server that keeps the mailboxes of a domain with several mail hosts: a part of a message that another of them accepted.</summary>
    Deposit,

    /// <summary>To a client: what should be a reply and is none.</summary>
    Garbled,

    /// <summary>Of the partition: the clients of a group crash. Slot: the group; Argument: which crash.</summary>
    ClientCrash,
}

/// <summary>What <see cref="SimEvent.Detail"/> says of a message text, a bit each.</summary>
internal static class BodyDetail
{
    /// <summary>An earlier copy may have been accepted.</summary>
    public const byte Again = 1;

    /// <summary>The text came as a chunk (RFC 3030).</summary>
    public const byte Chunk = 2;

    /// <summary>The chunk is the last of a pipelined group whose other commands came before it: the line takes time for its octets.</summary>
    public const byte Behind = 4;
}

/// <summary>The bit of <see cref="SimEvent.Detail"/> that marks MAIL and RCPT when more commands of a pipelined group follow at the same tick.</summary>
internal static class GroupDetail
{
    public const byte MoreFollow = 0x80;

    /// <summary>Of the last RCPT: a chunk of the same group is still on its way.</summary>
    public const byte ChunkBehind = 0x40;

    public const byte Recipient = 0x3F;
}

/// <summary>The top bits of the sequence numbers that a host gives to its own events, so that those of one tick have an order of their own.</summary>
internal static class SelfSequence
{
    private const uint Mask = (1u << 28) - 1;

    public static uint Of(EventKind kind, uint number) => ((uint)(kind - EventKind.Arrival) << 28) | (number & Mask);
}
