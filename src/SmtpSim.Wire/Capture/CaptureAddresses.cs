using System.Buffers.Binary;
using System.Net;
using SmtpSim.Kernel;
using SmtpSim.Model;

namespace SmtpSim.Wire;

/// <summary>
/// Where the hosts of a scenario stand in a capture. Clients have 10.0.0.1 and on in the order of their host numbers; servers 192.0.2.1
/// to 192.0.2.254 (RFC 5737), those after them 198.18.0.1 and on (RFC 2544). Servers listen on port 25; a client's sessions take one
/// ephemeral port after the other.
/// </summary>
public static class CaptureAddresses
{
    public const int ServerPort = 25;

    private const uint Clients = 0x0A00_0001;
    private const uint Servers = 0xC000_0201;
    private const uint MoreServers = 0xC612_0001;
    private const int FirstServers = 254;

    /// <summary>Octets of the blocks 10/8 and 198.18/15 that count hosts: more of them than that share addresses.</summary>
    private const uint ClientMask = 0xFF_FFFF;
    private const uint ServerMask = 0x1_FFFF;

    // As Linux has them by default: 32768 to 60999.
    private const int FirstPort = 32768;
    private const int Ports = 28232;

    /// <summary>The address of a host.</summary>
    /// <param name="world">Knows which hosts are clients.</param>
    /// <param name="host">Host number.</param>
    public static uint Of(World world, int host)
    {
        ArgumentNullException.ThrowIfNull(world);
        if (world.IsClient(host)) return Clients + ((uint)host & ClientMask);
        var server = (uint)(host - world.ClientHosts);
        return server < FirstServers ? Servers + server : MoreServers + ((server - FirstServers) & ServerMask);
    }

    public static IPAddress Text(uint address) => new(BinaryPrimitives.ReverseEndianness(address));

    public static ushort PortOf(SessionLog session)
    {
        ArgumentNullException.ThrowIfNull(session);
        return (ushort)(FirstPort + session.Number % Ports);
    }

    /// <summary>The number that a side's first octet follows (RFC 9293 section 3.4.1): of the session alone, so that a capture is always the same.</summary>
    internal static uint InitialSequence(SessionLog session, bool ofClient)
        => (uint)new RandomKey(((ulong)(uint)session.Client << 32) | ((uint)session.Number << 1) | (ofClient ? 1u : 0u)).Draw(0);
}
