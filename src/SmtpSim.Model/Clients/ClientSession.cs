using System.Runtime.InteropServices;
using SmtpSim.Kernel;
using SmtpSim.Protocol;

namespace SmtpSim.Model;

/// <summary>The client's half of a session: 128 bytes, a cache line for the session and one for the mail transaction.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4, Size = 128)]
internal struct ClientSession
{
    /// <summary>Tick the connection was asked for.</summary>
    public long Start;

    /// <summary>Tick at which the awaited reply is late.</summary>
    public long Deadline;

    /// <summary>Tick of the slot's pending timer event. It outlives the session and serves the next one in the slot: one timer for many commands.</summary>
    public long TimerAt;

    /// <summary>Key of every draw that belongs to this session, on both sides.</summary>
    public RandomKey Key;

    /// <summary>The client, by its place in the partition.</summary>
    public int Host;

    /// <summary>The server's host number.</summary>
    public int Server;

    /// <summary>The server's slot; -1 until it is known.</summary>
    public int ServerSlot;

    /// <summary>The message of the transaction; -1 when none is under way.</summary>
    public int Message;

    /// <summary>Counts what this side sent.</summary>
    public uint Step;

    /// <summary>Transactions begun.</summary>
    public int Transactions;

    public ushort Generation;

    public ushort Group;

    /// <summary>The recipient whose RCPT was sent last.</summary>
    public byte Recipient;
    public byte Link;
    public ClientState State;
    public bool InUse;

    /// <summary>What the transaction knows of its message, while <see cref="Message"/> is not -1.</summary>
    public MailTransaction Mail;

    /// <summary>The service extensions that both sides have, and that the client has not found out to be of no use.</summary>
    public ServiceExtensions Uses;

    /// <summary>Commands sent after the one whose reply is awaited: the rest of a pipelined group (RFC 2920).</summary>
    public byte Ahead;

    /// <summary>Lines of an AUTH exchange sent.</summary>
    public byte AuthLines;

    /// <summary>The TLS handshake is done.</summary>
    public bool InsideTls;

    /// <summary>AUTH was answered 235.</summary>
    public bool Authenticated;

    /// <summary>No extensions: EHLO was refused and HELO said, or what was read as the answer to EHLO lists none.</summary>
    public bool Unextended;

    /// <summary>Number of the domain that the session is for; the server's host number where the server is the domain's only host.</summary>
    public int Domain;

    /// <summary>1 + the message whose attempt goes on at the domain's next host when this session has ended; 0 for none.</summary>
    public int Onward;

    public readonly bool Has(ServiceExtensions extension) => (Uses & extension) != 0;
}

/// <summary>
/// What a session needs of its message and finds out about it, so that the message itself is touched only when an attempt begins and ends.
/// </summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal struct MailTransaction
{
    /// <summary>As <see cref="Message.Pending"/>, and ahead of it until the attempt ends.</summary>
    public ulong Pending;

    /// <summary>Recipients accepted in the transaction, a bit each.</summary>
    public ulong Accepted;

    /// <summary>Recipients that the transaction is about: all of the message, or as many as the server takes at a time (RFC 9422).</summary>
    public ulong Named;

    /// <summary>Recipients of the transaction without a fate.</summary>
    public readonly ulong Open => Pending & Named;

    /// <summary>Tick of the message's submission.</summary>
    public long Arrival;

    public uint Ordinal;
    public uint Bytes;
    public uint Address;
    public ushort Attempts;
    public MessageFlags Flags;

    /// <summary>MAIL was refused: what the server says to the rest of the group means nothing.</summary>
    public bool IsRefused;
}
