namespace SmtpSim.Model;

/// <summary>
/// What an event means. Those to a server come first, then those to a client, then what a host or a partition tells itself.
/// Between hosts, Sequence holds the session's generation and step, and Tag the session's mark.
/// </summary>
internal enum EventKind : byte
{
    /// <summary>TCP SYN. Slot: the client's; Argument: message ordinal; Tag: attempt, from which the mark follows.</summary>
    Open,

    /// <summary>TCP ACK of the handshake: the server program takes the connection. Slot: the server's.</summary>
    Established,

    /// <summary>MAIL. Argument: message size in bytes.</summary>
    Mail,

    /// <summary>RCPT. Detail: recipient's position in the message; Argument: mailbox (20 bits) and sender (12 bits above).</summary>
    Rcpt,

    /// <summary>The message up to its final dot. Argument: message ordinal; Detail: 1 when an earlier copy may have been accepted.</summary>
    Body,

    /// <summary>Any other command. Detail: the verb.</summary>
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
}

/// <summary>The top bits of the sequence numbers that a host gives to its own events, so that those of one tick have an order of their own.</summary>
internal static class SelfSequence
{
    private const uint Mask = (1u << 28) - 1;

    public static uint Of(EventKind kind, uint number) => ((uint)(kind - EventKind.Arrival) << 28) | (number & Mask);
}
