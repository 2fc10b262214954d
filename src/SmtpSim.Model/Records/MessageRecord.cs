using System.Runtime.InteropServices;

namespace SmtpSim.Model;

/// <summary>A message in the queue of one client, from its submission to its fate there.</summary>
[StructLayout(LayoutKind.Auto)]
public record struct MessageRecord : IRunRecord<MessageRecord>
{
    public long Ended { get; set; }

    /// <summary>Tick it was submitted, or queued by the relay.</summary>
    public long Submitted { get; set; }

    /// <summary>Host number of the client.</summary>
    public int Client { get; set; }

    /// <summary>Number among the messages of its client, from 0.</summary>
    public uint Ordinal { get; set; }

    /// <summary>Number of the domain of its recipients.</summary>
    public int Domain { get; set; }

    public uint Bytes { get; set; }

    public ushort Attempts { get; set; }

    public byte Recipients { get; set; }

    public byte Delivered { get; set; }

    public byte Bounced { get; set; }

    public RecordedFate Fate { get; set; }

    /// <summary>Relays passed before it came to the client; -1 in a scenario that does not follow mail over its hops.</summary>
    public short Hops { get; set; }

    /// <summary>Host number of the client that submitted it first.</summary>
    public int Origin { get; set; }

    /// <summary>Its number there, from 0.</summary>
    public uint OriginOrdinal { get; set; }

    public static int Compare(in MessageRecord one, in MessageRecord other)
        => one.Ended != other.Ended ? one.Ended.CompareTo(other.Ended)
            : one.Client != other.Client ? one.Client.CompareTo(other.Client)
            : one.Ordinal.CompareTo(other.Ordinal);
}

/// <summary>What became of a message at one client.</summary>
public enum RecordedFate : byte
{
    /// <summary>Every recipient was accepted by the next hop.</summary>
    Delivered,

    /// <summary>A recipient was refused for good, and none expired.</summary>
    Bounced,

    /// <summary>The client gave up on a recipient.</summary>
    Expired,

    /// <summary>The client's queue was full, or lost in a crash.</summary>
    Dropped,

    /// <summary>Still in the queue when the run ended.</summary>
    Queued,
}
