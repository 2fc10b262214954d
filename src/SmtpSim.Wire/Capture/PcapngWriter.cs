using System.Buffers.Binary;
using System.Text;

namespace SmtpSim.Wire;

/// <summary>Writes a pcapng file (draft-ietf-opsawg-pcapng) of one interface of raw IP packets, link type 101, with nanosecond stamps.</summary>
internal sealed class PcapngWriter(Stream output)
{
    private const uint SectionHeader = 0x0A0D0D0A;
    private const uint InterfaceDescription = 1;
    private const uint NameResolution = 4;
    private const uint EnhancedPacket = 6;
    private const ushort LinkTypeRaw = 101;

    private const ushort EndOfOptions = 0;
    private const ushort Comment = 1;
    private const ushort UserApplication = 4;
    private const ushort InterfaceName = 2;
    private const ushort TimeResolution = 9;
    private const ushort PacketFlags = 2;
    private const ushort AddressRecord = 1;

    /// <summary>An option's length stands in 16 bits.</summary>
    private const int LongestOption = 65532;

    private readonly List<byte> _body = [];

    /// <summary>Begins the file.</summary>
    /// <param name="application">Program that writes it.</param>
    /// <param name="comment">About the whole capture.</param>
    /// <param name="interfaceName">Name of the capture point.</param>
    public void Begin(string application, string comment, string interfaceName)
    {
        Add(0x1A2B3C4Du);
        Add((ushort)1);
        Add((ushort)0);
        Add(ulong.MaxValue); // section length: not said
        AddOption(Comment, comment);
        AddOption(UserApplication, application);
        End(SectionHeader);

        Add(LinkTypeRaw);
        Add((ushort)0);
        Add(0u); // no limit to the length of packets
        AddOption(InterfaceName, interfaceName);
        AddOption(TimeResolution, [9]);
        End(InterfaceDescription);
    }

    /// <summary>The names of hosts, for those who show them.</summary>
    public void WriteNames(IEnumerable<(uint Address, string Name)> hosts)
    {
        Span<byte> octets = stackalloc byte[4];
        foreach (var (address, name) in hosts)
        {
            var text = Encoding.ASCII.GetBytes(name);
            Add(AddressRecord);
            Add((ushort)(4 + text.Length + 1));
            BinaryPrimitives.WriteUInt32BigEndian(octets, address);
            AddPadded([.. octets, .. text, 0]);
        }
        Add(0u);
        End(NameResolution);
    }

    /// <param name="nanoseconds">Since 1970 began, in UTC.</param>
    /// <param name="packet">The packet, whole.</param>
    /// <param name="outbound">Whether it left through the interface.</param>
    /// <param name="comment">About the packet; may be null.</param>
    public void WritePacket(ulong nanoseconds, ReadOnlySpan<byte> packet, bool outbound, string? comment)
    {
        Add(0u); // the interface
        Add((uint)(nanoseconds >> 32));
        Add((uint)nanoseconds);
        Add((uint)packet.Length);
        Add((uint)packet.Length);
        AddPadded(packet);
        AddOption(PacketFlags, [outbound ? (byte)2 : (byte)1, 0, 0, 0]);
        if (comment is not null)
            AddOption(Comment, comment);
        End(EnhancedPacket);
    }

    private void AddOption(ushort code, string text)
    {
        var octets = Encoding.UTF8.GetBytes(text);
        AddOption(code, octets.AsSpan(0, Math.Min(octets.Length, LongestOption)));
    }

    private void AddOption(ushort code, ReadOnlySpan<byte> value)
    {
        Add(code);
        Add((ushort)value.Length);
        AddPadded(value);
    }

    /// <summary>Writes the block: its type, its length, what was added, and its length again.</summary>
    private void End(uint type)
    {
        if (type is not NameResolution)
            Add((uint)EndOfOptions);
        Span<byte> head = stackalloc byte[8];
        var length = (uint)(_body.Count + 12);
        BinaryPrimitives.WriteUInt32LittleEndian(head, type);
        BinaryPrimitives.WriteUInt32LittleEndian(head[4..], length);
        output.Write(head);
        output.Write(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_body));
        output.Write(head[4..]);
        _body.Clear();
    }

    private void AddPadded(ReadOnlySpan<byte> octets)
    {
        _body.AddRange(octets);
        while (_body.Count % 4 != 0)
            _body.Add(0);
    }

    private void Add(ushort number)
    {
        _body.Add((byte)number);
        _body.Add((byte)(number >> 8));
    }

    private void Add(uint number)
    {
        Add((ushort)number);
        Add((ushort)(number >> 16));
    }

    private void Add(ulong number)
    {
        Add((uint)number);
        Add((uint)(number >> 32));
    }
}
