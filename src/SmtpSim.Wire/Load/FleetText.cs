using System.Buffers.Text;
using System.Globalization;
using System.Text;
using SmtpSim.Kernel;
using SmtpSim.Model;

namespace SmtpSim.Wire;

/// <summary>
/// The messages of a live fleet: a header that tells each message from every other, and text up to the size that the scenario drew. All
/// follows from the scenario and its seed, the date too: that of a run is virtual time since the beginning of 2026.
/// </summary>
internal sealed class FleetText
{
    /// <summary>Has the client's name and the message's number, for receivers that look whether any is missing or came twice.</summary>
    public const string MessageHeader = "X-SmtpSim-Message";

    private static readonly DateTime Epoch = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private readonly FleetAddresses _addresses;
    private readonly byte[] _seed;
    private readonly byte[] _header;
    private readonly byte[] _date = new byte[64];
    private int _dateLength;
    private long _dateSecond = -1;

    public FleetText(FleetAddresses addresses, ulong seed)
    {
        _addresses = addresses;
        _seed = Encoding.ASCII.GetBytes(seed.ToString(CultureInfo.InvariantCulture));
        _header = new byte[6 * addresses.MaxLength + 512];
    }

    /// <summary>Octets of the message as it is sent: those drawn, or more where the header alone has more.</summary>
    public uint SizeOf(in FleetCommand command)
    {
        if (command.Bytes > (uint)_header.Length)
            return command.Bytes;
        var header = (uint)WriteHeader(command);
        return header + RestOf(command, header);
    }

    /// <summary>Writes the header with the empty line after it.</summary>
    /// <returns>Octets of text that are to follow it.</returns>
    public uint Begin(OctetBuffer output, in FleetCommand command)
    {
        var length = WriteHeader(command);
        output.Write(_header.AsSpan(0, length));
        return RestOf(command, (uint)length);
    }

    /// <summary>A text has no line of one octet: there it gets another one.</summary>
    private static uint RestOf(in FleetCommand command, uint header)
        => command.Bytes <= header ? 0 : Math.Max(2, command.Bytes - header);

    /// <summary>The whole header where the size has room for it; else the one field that tells which message it is.</summary>
    private int WriteHeader(in FleetCommand command)
    {
        var whole = new Line(_header);
        whole.Add("Date: "u8);
        whole.Add(DateOf(command.Submitted));
        whole.Add("\r\nFrom: <"u8);
        whole.Length += _addresses.WriteSender(whole.Rest, command);
        whole.Add(">\r\nTo: <"u8);
        whole.Length += _addresses.WriteRecipient(whole.Rest, command, recipient: 0);
        whole.Add(">\r\nSubject: Message "u8);
        whole.Add(command.Number);
        whole.Add(" of "u8);
        whole.Add(_addresses.NameOf(command.Client));
        whole.Add("\r\nMessage-ID: <"u8);
        whole.Add(command.Number);
        whole.Add("."u8);
        whole.Add(_seed);
        whole.Add("@"u8);
        whole.Add(_addresses.NameOf(command.Client));
        whole.Add(">\r\n"u8);
        AddName(ref whole, command);
        if (whole.Length <= command.Bytes)
            return whole.Length;
        var least = new Line(_header);
        AddName(ref least, command);
        return least.Length;
    }

    private void AddName(ref Line line, in FleetCommand command)
    {
        line.Add("X-SmtpSim-Message: "u8);
        line.Add(_addresses.NameOf(command.Client));
        line.Add("/"u8);
        line.Add(command.Number);
        line.Add("\r\n\r\n"u8);
    }

    private ReadOnlySpan<byte> DateOf(long ticks)
    {
        var second = ticks / SimDuration.TicksPerSecond;
        if (second != _dateSecond)
        {
            _dateSecond = second;
            Epoch.AddSeconds(second).TryFormat(_date, out _dateLength, "ddd, dd MMM yyyy HH':'mm':'ss '+0000'", CultureInfo.InvariantCulture);
        }

        return _date.AsSpan(0, _dateLength);
    }

    private ref struct Line(Span<byte> target)
    {
        private readonly Span<byte> _target = target;

        public int Length;

        public readonly Span<byte> Rest => _target[Length..];

        public void Add(ReadOnlySpan<byte> octets)
        {
            octets.CopyTo(Rest);
            Length += octets.Length;
        }

        public void Add(uint number)
        {
            Utf8Formatter.TryFormat(number, Rest, out var digits);
            Length += digits;
        }
    }
}
