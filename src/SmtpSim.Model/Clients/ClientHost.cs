using System.Runtime.InteropServices;

namespace SmtpSim.Model;

/// <summary>One destination of a client: how many sessions it has there and which messages wait for one, first come first served.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal struct Destination
{
    /// <summary>Number of the domain.</summary>
    public int Domain;

    public int Sessions;

    /// <summary>First and last waiting message; -1 when none waits.</summary>
    public int FirstReady;
    public int LastReady;

    public readonly bool IsIdle => Sessions == 0 && FirstReady < 0;
}

/// <summary>A client MTA at rest: 40 bytes. Its messages and sessions stand in pools of the partition.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal struct ClientHost
{
    /// <summary>The destination in use first; most clients never have another one at the same time.</summary>
    public Destination First;

    /// <summary>Further destinations in use, in the partition's table.</summary>
    public int MoreDestinations;

    public uint NextOrdinal;
    public int Sessions;
    public int Queued;
    public ushort Group;

    /// <summary>Counts the client's sessions, modulo 65,536: tells late segments of an old session from those of a new one.</summary>
    public ushort Generation;
}
