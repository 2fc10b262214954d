using System.Runtime.InteropServices;

namespace SmtpSim.Model;

/// <summary>A server MTA: 16 bytes. Its sessions, workers and memories stand in pools of the partition.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal struct ServerHost
{
    /// <summary>Sessions that the program holds.</summary>
    public int Sessions;

    /// <summary>Where its workers stand in the partition's array.</summary>
    public int FirstWorker;

    public ushort Group;

    /// <summary>Counts the outages that broke all sessions, modulo 256.</summary>
    public byte Epoch;
}
