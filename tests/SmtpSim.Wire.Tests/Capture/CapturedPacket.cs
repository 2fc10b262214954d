using System.Buffers.Binary;
using System.Text;

namespace SmtpSim.Wire.Tests;

/// <summary>A packet read back from a pcapng file, its checksums verified.</summary>
internal sealed record CapturedPacket(ulong Nanoseconds, uint Source, uint Target, ushort SourcePort, ushort TargetPort, uint Sequence, uint Acknowledgement, TcpFlags Flags, byte[] Payload, string? Comment)
{
    public bool FromClient => TargetPort == CaptureAddresses.ServerPort;

    public (uint, ushort) Client => FromClient ? (Source, SourcePort) : (Target, TargetPort);

    public static List<CapturedPacket> Read(byte[] file)
    {
        var packets = new List<CapturedPacket>();
        for (var at = 0; at < file.Length;)
        {
            var (type, length) = (U32(file, at), (int)U32(file, at + 4));
            Assert.Equal((uint)length, U32(file, at + length - 4));
            if (type == 6)
                packets.Add(OfBlock(file.AsSpan(at, length)));
            at += length;
        }
        return packets;
    }

    private static CapturedPacket OfBlock(ReadOnlySpan<byte> block)
    {
        var captured = (int)BinaryPrimitives.ReadUInt32LittleEndian(block[20..]);
        var ip = block.Slice(28, captured);
        var tcp = ip[20..];
        Assert.Equal(captured, BinaryPrimitives.ReadUInt16BigEndian(ip[2..]));
        Assert.Equal(0xFFFFu, Fold(Sum(ip[..20])));
        Assert.Equal(0xFFFFu, Fold(Sum(tcp) + Sum(ip[12..20]) + 6 + (uint)tcp.Length));
        return new CapturedPacket(
            ((ulong)BinaryPrimitives.ReadUInt32LittleEndian(block[12..]) << 32) | BinaryPrimitives.ReadUInt32LittleEndian(block[16..]),
            BinaryPrimitives.ReadUInt32BigEndian(ip[12..]),
            BinaryPrimitives.ReadUInt32BigEndian(ip[16..]),
            BinaryPrimitives.ReadUInt16BigEndian(tcp),
            BinaryPrimitives.ReadUInt16BigEndian(tcp[2..]),
            BinaryPrimitives.ReadUInt32BigEndian(tcp[4..]),
            BinaryPrimitives.ReadUInt32BigEndian(tcp[8..]),
            (TcpFlags)tcp[13],
            tcp[(tcp[12] >> 4 << 2)..].ToArray(),
            CommentIn(block[(28 + (captured + 3) / 4 * 4)..]));
    }

    private static string? CommentIn(ReadOnlySpan<byte> options)
    {
        while (BinaryPrimitives.ReadUInt16LittleEndian(options) is not 0 and var code)
        {
            var length = BinaryPrimitives.ReadUInt16LittleEndian(options[2..]);
            if (code == 1)
                return Encoding.UTF8.GetString(options.Slice(4, length));
            options = options[(4 + (length + 3) / 4 * 4)..];
        }
        return null;
    }

    private static uint Sum(ReadOnlySpan<byte> octets)
    {
        uint sum = 0;
        for (var i = 0; i < octets.Length; i++)
            sum += i % 2 == 0 ? (uint)octets[i] << 8 : octets[i];
        return sum;
    }

    private static uint Fold(uint sum) => sum >> 16 == 0 ? sum : Fold((sum & 0xFFFF) + (sum >> 16));

    private static uint U32(byte[] file, int at) => BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(at));
}
