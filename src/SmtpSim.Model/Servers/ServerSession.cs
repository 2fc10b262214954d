using System.Numerics;
using System.Runtime.InteropServices;
using SmtpSim.Kernel;
using SmtpSim.Protocol;

namespace SmtpSim.Model;

[Flags]
internal enum ServerSessionFlags : byte
{
    None = 0,
    InUse = 1,

    /// <summary>The program took the connection: it counts as one of the host's sessions.</summary>
    Taken = 2,

    /// <summary>Nothing passes between server and client any more: a fault or an unreachable host.</summary>
    Deaf = 4,

    /// <summary>A message was accepted and the client has not shown yet that it knows.</summary>
    Unconfirmed = 8,

    /// <summary>EHLO was accepted and announced SIZE: MAIL says the size of the message (RFC 1870).</summary>
    Extended = 16,

    /// <summary>The TLS handshake is done.</summary>
    InsideTls = 32,

    /// <summary>AUTH was accepted.</summary>
    Authenticated = 64,

    /// <summary>Its command waits for a worker. Deaf besides: the client has left meanwhile.</summary>
    Waiting = 128,
}

/// <summary>The server's half of a session: 64 bytes, one cache line.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4, Size = 64)]
internal struct ServerSession
{
    /// <summary>Tick at which the client has been silent for too long.</summary>
    public long Deadline;

    /// <summary>Tick of the slot's pending timer event, as in <see cref="ClientSession.TimerAt"/>.</summary>
    public long TimerAt;

    /// <summary>Key of every draw that belongs to this session, on both sides.</summary>
    public RandomKey Key;

    /// <summary>Recipients accepted in the transaction, by their position in the message.</summary>
    public ulong Accepted;

    /// <summary>The server, by its place in the partition.</summary>
    public int Host;

    /// <summary>The client's host number.</summary>
    public int Client;

    public int ClientSlot;

    /// <summary>Size of the message of the transaction.</summary>
    public uint Bytes;

    /// <summary>Ordinal of the message accepted last.</summary>
    public uint Ordinal;

    /// <summary>Counts what this side did.</summary>
    public uint Step;

    public ushort Generation;

    /// <summary>The server's group.</summary>
    public ushort Group;
    public byte Link;
    public byte Epoch;
    public ServerState State;
    public ServerSessionFlags Flags;

    /// <summary>How many recipients were accepted in the transaction.</summary>
    public readonly int Recipients => BitOperations.PopCount(Accepted);

    public readonly bool Has(ServerSessionFlags flag) => (Flags & flag) != 0;
}
