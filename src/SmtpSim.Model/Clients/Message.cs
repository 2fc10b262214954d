using System.Runtime.InteropServices;

namespace SmtpSim.Model;

[Flags]
internal enum MessageFlags : byte
{
    None = 0,

    /// <summary>A server may have accepted an earlier copy: its end of data was sent and no reply came.</summary>
    Unacknowledged = 1,

    /// <summary>A recipient was refused for good.</summary>
    Bounced = 2,

    /// <summary>Being delivered, waiting for a session, or resting: not a free place in the pool.</summary>
    Live = 4,

    /// <summary>Lost in a crash of its client and counted so: a place that waits to be free.</summary>
    Lost = 8,
}

/// <summary>A message in a client's queue: 60 bytes, wherever it is in its life.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal struct Message
{
    /// <summary>Tick of submission.</summary>
    public long Arrival;

    /// <summary>While it rests: the tick it is due.</summary>
    public long Due;

    /// <summary>Recipients without a fate, a bit each; while a session has the message, the session's <see cref="MailTransaction"/> is ahead.</summary>
    public ulong Pending;

    /// <summary>Belongs to the retry schedule.</summary>
    public long RetryMemory;

    /// <summary>The client, by its place in the partition.</summary>
    public int Host;

    /// <summary>The destination: number of a domain; see <see cref="DomainTable"/>.</summary>
    public int Domain;

    /// <summary>Next in the list it stands in: ready for a destination, or resting.</summary>
    public int Next;

    /// <summary>Number among the messages of its client, from 0.</summary>
    public uint Ordinal;

    public uint Bytes;

    /// <summary>Mailbox of the first recipient (20 bits) and sender (12 bits above); the other recipients have the mailboxes after it.</summary>
    public uint Address;

    public ushort Attempts;
    public byte Recipients;
    public MessageFlags Flags;
}
