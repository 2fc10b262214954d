using System.Buffers.Binary;

namespace SmtpSim.Wire;

/// <summary>Puts TCP segments into IPv4 packets (RFC 791, RFC 9293), checksums and all.</summary>
internal static class PacketWriter
{
    /// <summary>Octets of text in a segment on a link of 1500 octets.</summary>
    public const int MaxSegment = 1460;

    private const int IpHeader = 20;
    private const int TcpHeader = 20;
    private const byte Tcp = 6;
    private const byte FullTimeToLive = 64;

    /// <summary>What seven routers leave of it: servers are not next door.</summary>
    private const byte TimeToLiveAfterRoute = 57;

    /// <summary>The model knows no window: it is as large as TCP has them, 65,535 · 2^14 octets (RFC 7323 section 2.3).</summary>
    private const ushort Window = 65535;

    // Maximum segment size 1460; no operation; window scale 14.
    private static ReadOnlySpan<byte> SynOptions => [2, 4, MaxSegment >> 8, MaxSegment & 0xFF, 1, 3, 3, 14];

    /// <param name="segment">The segment.</param>
    /// <param name="source">Its sender.</param>
    /// <param name="target">Its receiver.</param>
    /// <param name="sequence">Sequence number.</param>
    /// <param name="acknowledgement">Acknowledgement number; 0 without ACK.</param>
    /// <param name="identification">Number of the packet among its sender's.</param>
    public static byte[] Write(TcpSegment segment, (uint Address, ushort Port) source, (uint Address, ushort Port) target, uint sequence, uint acknowledgement, ushort identification)
    {
        var options = segment.Flags.HasFlag(TcpFlags.Syn) ? SynOptions : [];
        var packet = new byte[IpHeader + TcpHeader + options.Length + segment.Payload.Length];

        var ip = packet.AsSpan(0, IpHeader);
        ip[0] = 0x45;
        BinaryPrimitives.WriteUInt16BigEndian(ip[2..], (ushort)packet.Length);
        BinaryPrimitives.WriteUInt16BigEndian(ip[4..], identification);
        BinaryPrimitives.WriteUInt16BigEndian(ip[6..], 0x4000); // don't fragment
        ip[8] = segment.FromClient ? FullTimeToLive : TimeToLiveAfterRoute;
        ip[9] = Tcp;
        BinaryPrimitives.WriteUInt32BigEndian(ip[12..], source.Address);
        BinaryPrimitives.WriteUInt32BigEndian(ip[16..], target.Address);
        BinaryPrimitives.WriteUInt16BigEndian(ip[10..], Checksum(Sum(ip)));

        var tcp = packet.AsSpan(IpHeader);
        BinaryPrimitives.WriteUInt16BigEndian(tcp, source.Port);
        BinaryPrimitives.WriteUInt16BigEndian(tcp[2..], target.Port);
        BinaryPrimitives.WriteUInt32BigEndian(tcp[4..], sequence);
        BinaryPrimitives.WriteUInt32BigEndian(tcp[8..], acknowledgement);
        tcp[12] = (byte)((TcpHeader + options.Length) / 4 << 4);
        tcp[13] = (byte)segment.Flags;
        BinaryPrimitives.WriteUInt16BigEndian(tcp[14..], segment.Flags.HasFlag(TcpFlags.Rst) ? (ushort)0 : Window);
        options.CopyTo(tcp[TcpHeader..]);
        segment.Payload.Span.CopyTo(tcp[(TcpHeader + options.Length)..]);
        // The pseudo-header: both addresses, protocol and length (RFC 9293 section 3.1).
        BinaryPrimitives.WriteUInt16BigEndian(tcp[16..], Checksum(Sum(tcp) + Sum(ip[12..]) + Tcp + (ulong)tcp.Length));
        return packet;
    }

    private static ulong Sum(ReadOnlySpan<byte> octets)
    {
        ulong sum = 0;
        for (; octets.Length > 1; octets = octets[2..])
            sum += BinaryPrimitives.ReadUInt16BigEndian(octets);
        return octets.Length == 0 ? sum : sum + (ulong)(octets[0] << 8);
    }

    /// <summary>RFC 1071: the ones' complement of the ones' complement sum.</summary>
    private static ushort Checksum(ulong sum)
    {
        while (sum >> 16 != 0)
            sum = (sum & 0xFFFF) + (sum >> 16);
        return (ushort)~sum;
    }
}
