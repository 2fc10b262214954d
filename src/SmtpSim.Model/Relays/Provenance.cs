using System.Runtime.InteropServices;
using SmtpSim.Kernel;

namespace SmtpSim.Model;

/// <summary>What a message carries beside its envelope, over all its hops.</summary>
[Flags]
internal enum MailFlags : byte
{
    None = 0,

    /// <summary>The reverse-path is empty: a notification, about which none is made (RFC 5321 section 4.5.5).</summary>
    NullSender = 1,

    /// <summary>The reverse-path is somebody else's.</summary>
    ForgedSender = 2,

    /// <summary>A notification that goes to somebody who sent nothing.</summary>
    Backscatter = 4,

    /// <summary>From a relay to its own sending half: a list's post, to be sent to the members.</summary>
    Post = 8,
}

/// <summary>
/// Where a message comes from and where it goes, in the end: kept beside the message in each queue, and told to each server before MAIL. It
/// stands for the header fields Message-ID, Date and Received.
/// </summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal struct Provenance
{
    /// <summary>Three bits of the flags for a <see cref="DuplicateCause"/>: a copy of a message that its next hop had already.</summary>
    private const MailFlags CauseMask = (MailFlags)0x70;

    private const int CauseShift = 4;

    /// <summary>Tick the origin submitted it.</summary>
    public long Submitted;

    /// <summary>Number of the client that submitted it.</summary>
    public int Origin;

    /// <summary>The message's number there: origin and ordinal are its Message-ID.</summary>
    public uint Ordinal;

    /// <summary>The domain of its recipients.</summary>
    public int Domain;

    /// <summary>Relays passed.</summary>
    public byte Hops;

    public MailFlags Flags;

    /// <summary>Why the recipients may have the message already.</summary>
    public DuplicateCause Cause
    {
        readonly get => (DuplicateCause)((int)(Flags & CauseMask) >> CauseShift);
        set => Flags = (Flags & ~CauseMask) | (MailFlags)((int)value << CauseShift);
    }

    public readonly bool Has(MailFlags flag) => (Flags & flag) != 0;

    /// <summary>Writes one of two parts into the fields that events of an envelope and of a hand-over have to spare.</summary>
    public readonly void Write(ref SimEvent item, int part)
    {
        item.Detail = (byte)part;
        if (part == 0)
        {
            (item.Argument, item.Slot, item.Tag) = ((uint)Domain, Origin, (ushort)(Hops | ((int)Flags << 8)));
            return;
        }
        // A tick of the longest run has 56 bits.
        (item.Argument, item.Slot, item.Tag) = (Ordinal, (int)Submitted, (ushort)(Submitted >> 32));
        item.Detail |= (byte)((Submitted >> 48) << 2);
    }

    /// <summary>Reads a part that <see cref="Write"/> wrote.</summary>
    public void Read(in SimEvent item)
    {
        if (PartOf(item) == 0)
        {
            (Domain, Origin, Hops, Flags) = ((int)item.Argument, item.Slot, (byte)item.Tag, (MailFlags)(item.Tag >> 8));
            return;
        }
        (Ordinal, Submitted) = (item.Argument, (uint)item.Slot | ((long)item.Tag << 32) | ((long)(item.Detail >> 2) << 48));
    }

    public static int PartOf(in SimEvent item) => item.Detail & 3;
}
