using System.Runtime.InteropServices;
using SmtpSim.Kernel;
using SmtpSim.Protocol;

namespace SmtpSim.Model;

/// <summary>The client's half of a session: 64 bytes, one cache line.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4, Size = 64)]
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

    public ushort Generation;

    /// <summary>Transactions begun.</summary>
    public ushort Transactions;

    public ushort Group;

    /// <summary>The recipient whose RCPT was sent last.</summary>
    public byte Recipient;
    public byte Link;
    public ClientState State;
    public bool InUse;
}
