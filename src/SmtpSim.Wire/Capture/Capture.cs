using SmtpSim.Model;

namespace SmtpSim.Wire;

/// <summary>
/// Simulated sessions as a pcapng file: IP packets as they would pass the network interface of the client's host, in virtual time from
/// <see cref="Epoch"/> on. Comments of packets carry the simulator's reasons.
/// </summary>
/// <param name="scenario">The scenario of the sessions.</param>
/// <param name="describe">A reason in words; null for its text with the path of its rule.</param>
public sealed class Capture(Scenario scenario, Func<TraceReason, string>? describe = null)
{
    /// <summary>Octets of message text that a capture holds at most, all sessions together.</summary>
    public const long MaxTextBytes = 256L << 20;

    private const int NanosecondsPerTick = 100;

    private readonly World _world = new(scenario);
    private readonly Func<TraceReason, string> _describe = describe ?? (reason => reason.Rule is null ? reason.Text : $"{reason.Text} ({reason.Rule})");

    /// <summary>The date of virtual time 0: the simulation knows none.</summary>
    public static DateTimeOffset Epoch { get; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Octets of message text in the sessions.</summary>
    public static long TextBytesOf(IEnumerable<SessionLog> sessions) => sessions.SelectMany(session => session.Lines).Sum(line => line.Bytes);

    /// <summary>Writes the file.</summary>
    /// <param name="sessions">The sessions, with no more than <see cref="MaxTextBytes"/> of text.</param>
    /// <param name="output">Where to.</param>
    /// <returns>The number of packets.</returns>
    public int Write(IReadOnlyList<SessionLog> sessions, Stream output)
    {
        ArgumentNullException.ThrowIfNull(sessions);
        if (TextBytesOf(sessions) > MaxTextBytes)
            throw new ArgumentException($"the messages of the sessions have more than {MaxTextBytes} octets", nameof(sessions));
        var writer = new PcapngWriter(output);
        writer.Begin("smtpsim",
            $"Simulated: scenario {scenario.Name}, seed {scenario.Seed}. Captured at the clients' hosts; virtual time 0 is {Epoch:yyyy-MM-dd HH:mm:ss} UTC.", "client");
        writer.WriteNames(sessions.SelectMany(session => new[] { session.Client, session.Server }).Distinct().Order()
            .Select(host => (CaptureAddresses.Of(_world, host), _world.NameOf(host))));
        var packets = sessions.SelectMany(PacketsOf).OrderBy(packet => packet.Segment.Time).ToList();
        var numbers = new Dictionary<int, ushort>();
        foreach (var (session, segment) in packets)
        {
            var sender = segment.FromClient ? session.Client : session.Server;
            var number = numbers[sender] = (ushort)(numbers.GetValueOrDefault(sender) + 1);
            writer.WritePacket(Nanoseconds(segment.Time), PacketOf(session, segment, number), segment.FromClient, segment.Comment);
        }
        return packets.Count;
    }

    private IEnumerable<(SessionLog Session, TcpSegment Segment)> PacketsOf(SessionLog session)
    {
        var client = _world.NameOf(session.Client);
        var (chunks, atEnd) = new SessionChunks(session, client, Epoch, _describe).Build();
        var title = $"{client} → {_world.NameOf(session.Server)} for message {client}/{session.Message}, attempt {session.Attempt}, at {session.Lines[0].Time}";
        return new TcpSession(session, chunks, atEnd).Segments(title).Select(segment => (session, segment));
    }

    private byte[] PacketOf(SessionLog session, TcpSegment segment, ushort number)
    {
        var client = (CaptureAddresses.Of(_world, session.Client), CaptureAddresses.PortOf(session));
        var server = (CaptureAddresses.Of(_world, session.Server), (ushort)CaptureAddresses.ServerPort);
        var (source, target) = segment.FromClient ? (client, server) : (server, client);
        var sequence = CaptureAddresses.InitialSequence(session, segment.FromClient) + (uint)segment.Offset;
        // A refusal has no stream of its own: its sequence number is 0 (RFC 9293 section 3.10.7.1).
        if (segment.Flags.HasFlag(TcpFlags.Rst) && segment.Offset == 0)
            sequence = 0;
        var acknowledged = segment.Flags.HasFlag(TcpFlags.Ack) ? CaptureAddresses.InitialSequence(session, !segment.FromClient) + (uint)segment.Acknowledged : 0;
        return PacketWriter.Write(segment, source, target, sequence, acknowledged, number);
    }

    private static ulong Nanoseconds(long tick)
        => (ulong)(Epoch - DateTimeOffset.UnixEpoch).Ticks * NanosecondsPerTick + (ulong)tick * NanosecondsPerTick;
}
