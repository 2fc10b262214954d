using System.Text;
using CsCheck;
using SmtpSim.Kernel;
using SmtpSim.Model;

namespace SmtpSim.Wire.Tests;

public sealed class CaptureTests
{
    [Fact]
    public void Write_PlainSession_IsHandshakeDialogueAndTeardown()
    {
        var packets = Packets(CaptureScenarios.Plain, TraceRun.FirstSessions(CaptureScenarios.Plain, 1));

        Assert.Equal([TcpFlags.Syn, TcpFlags.Syn | TcpFlags.Ack, TcpFlags.Ack], packets.Take(3).Select(packet => packet.Flags));
        Assert.Equal([true, false, true], packets.Take(3).Select(packet => packet.FromClient));
        Assert.StartsWith("mta-1 → mx for message mta-1/1, attempt 1, at 0:00:", packets[0].Comment);
        Assert.Equal([TcpFlags.Fin | TcpFlags.Ack, TcpFlags.Fin | TcpFlags.Ack, TcpFlags.Ack], packets.TakeLast(3).Select(packet => packet.Flags));
        Assert.Contains(packets, packet => Encoding.ASCII.GetString(packet.Payload).StartsWith("EHLO mta-1\r\n", StringComparison.Ordinal));
    }

    [Fact]
    public void Write_AnySession_StreamsAreItsTranscript()
    {
        Gen.OneOf(CaptureScenarios.Any(loses: false), CaptureScenarios.Any(loses: true)).Sample(scenario =>
        {
            var sessions = TraceRun.FirstSessions(scenario, 20);
            var streams = Packets(scenario, sessions).GroupBy(packet => packet.Client).ToDictionary(group => group.Key, group => group.ToList());
            foreach (var session in sessions)
            {
                var packets = streams[(CaptureAddresses.Of(new World(scenario), session.Client), CaptureAddresses.PortOf(session))];
                var replies = session.Lines.Where(line => line.Kind == TraceKind.Reply).Select(line => line.Text.Replace("\n", "\r\n") + "\r\n");
                Assert.Equal(string.Concat(replies), Stream(packets, fromClient: false));
                var commands = Stream(packets, fromClient: true);
                foreach (var line in session.Lines.Where(line => line.Kind is TraceKind.Command or TraceKind.EndOfText))
                    Assert.Contains(line.Text + "\r\n", commands);
                CheckAcknowledgements(packets);
            }
        }, iter: 40);
    }

    [Fact]
    public void Write_SameSessions_IsTheSameFile()
    {
        var (first, second) = (new MemoryStream(), new MemoryStream());
        foreach (var output in new[] { first, second })
            new Capture(CaptureScenarios.Lossy).Write(TraceRun.FirstSessions(CaptureScenarios.Lossy, 10), output);
        Assert.Equal(first.ToArray(), second.ToArray());
    }

    [Fact]
    public void Write_LossOfAClientsSegment_ShowsItLeaveAgainAfterASecond()
    {
        var packets = Packets(CaptureScenarios.Lossy, TraceRun.FirstSessions(CaptureScenarios.Lossy, 10));

        var lost = packets.First(packet => packet is { FromClient: true, Payload.Length: > 0, Comment: { } comment } && comment.Contains("the network loses it"));
        var again = packets.First(packet => packet.Client == lost.Client && packet.Sequence == lost.Sequence && packet.Payload.Length > 0 && packet.Nanoseconds > lost.Nanoseconds);
        Assert.Equal(1_000_000_000UL, again.Nanoseconds - lost.Nanoseconds);
        Assert.Equal(lost.Payload, again.Payload);
        Assert.StartsWith("sent again, 1", again.Comment);
    }

    /// <summary>A segment from before others that left meanwhile would look like one out of order.</summary>
    [Fact]
    public void Write_HostThatCannotBeReached_SendsAgainWhatItSentLastAlone()
    {
        var scenario = CaptureScenarios.Plain with
        {
            Network = new NetworkSpec { Default = new LinkSpec { Floor = SimDuration.FromMilliseconds(100), BytesPerSecond = 2000 } },
            Outages = [new OutageSpec { Servers = "mx", Start = SimDuration.FromSeconds(3), Length = SimDuration.FromSeconds(60), Kind = OutageKind.Timeout }],
        };
        var again = 0;
        foreach (var packets in Packets(scenario, TraceRun.FirstSessions(scenario, 5)).Where(packet => packet.FromClient).GroupBy(packet => packet.Client))
        {
            uint last = 0;
            foreach (var packet in packets.Where(packet => packet.Payload.Length > 0))
            {
                if (packet.Comment is { } comment && comment.StartsWith("sent again", StringComparison.Ordinal))
                    Assert.Equal((last, ++again), (packet.Sequence, again));
                last = packet.Sequence;
            }
        }

        Assert.True(again > 0);
    }

    [Fact]
    public void Write_ConnectionNeverAnswered_SendsSynAfterOneThreeAndSevenSeconds()
    {
        var scenario = CaptureScenarios.Plain with
        {
            Servers = [CaptureScenarios.Plain.Servers[0] with { Faults = [new FaultSpec { At = SessionStep.Connect, Kind = FaultKind.Timeout, Chance = 1 }] }],
        };
        var packets = Packets(scenario, TraceRun.FirstSessions(scenario, 1));

        Assert.All(packets, packet => Assert.Equal(TcpFlags.Syn, packet.Flags));
        Assert.Equal([0UL, 1, 3, 7], packets.Select(packet => (packet.Nanoseconds - packets[0].Nanoseconds) / 1_000_000_000));
        Assert.Contains("no connection after 10s: the request for a connection is not answered (servers.mx.faults[0])", packets[^1].Comment);
    }

    [Fact]
    public void Write_ConnectionRefused_IsAResetToTheSyn()
    {
        var scenario = CaptureScenarios.Plain with
        {
            Servers = [CaptureScenarios.Plain.Servers[0] with { Faults = [new FaultSpec { At = SessionStep.Connect, Kind = FaultKind.Refuse, Chance = 1 }] }],
        };
        var packets = Packets(scenario, TraceRun.FirstSessions(scenario, 1));

        Assert.Equal([TcpFlags.Syn, TcpFlags.Rst | TcpFlags.Ack], packets.Select(packet => packet.Flags));
        Assert.Equal((0u, packets[0].Sequence + 1), (packets[1].Sequence, packets[1].Acknowledgement));
        Assert.Contains("connection refused: a fault", packets[1].Comment);
        Assert.Contains("deferred: next attempt", packets[1].Comment);
    }

    [Fact]
    public void Write_MessageOfATrace_HasAllItsSessions()
    {
        var scenario = CaptureScenarios.Plain with
        {
            Servers = [CaptureScenarios.Plain.Servers[0] with { Greylist = new GreylistSpec { Delay = SimDuration.FromSeconds(30) } }],
        };
        var log = TraceRun.Run(scenario, TraceRequest.Default).Log!;
        var packets = Packets(scenario, log.Sessions);

        Assert.Equal(log.Lines.Max(line => line.Session), packets.Count(packet => packet.Flags == TcpFlags.Syn));
        Assert.Contains(packets, packet => packet.Comment is { } comment && comment.Contains("first sight of this triplet"));
        Assert.Contains(packets, packet => packet.Comment is { } comment && comment.Contains("deferred: "));
    }

    private static List<CapturedPacket> Packets(Scenario scenario, IReadOnlyList<SessionLog> sessions)
    {
        var output = new MemoryStream();
        new Capture(scenario).Write(sessions, output);
        var packets = CapturedPacket.Read(output.ToArray());
        Assert.Equal(packets.OrderBy(packet => packet.Nanoseconds).Select(packet => packet.Nanoseconds), packets.Select(packet => packet.Nanoseconds));
        return packets;
    }

    /// <summary>What a receiver puts together: no gap, and what is sent again is the same.</summary>
    private static string Stream(IEnumerable<CapturedPacket> packets, bool fromClient)
    {
        var stream = new StringBuilder();
        uint? start = null;
        foreach (var packet in packets.Where(packet => packet.FromClient == fromClient))
        {
            if (packet.Flags.HasFlag(TcpFlags.Syn))
                start = packet.Sequence + 1;
            var text = Encoding.ASCII.GetString(packet.Payload);
            if (text.Length == 0)
                continue;
            var at = (int)(packet.Sequence - start!.Value);
            Assert.InRange(at, 0, stream.Length);
            if (at < stream.Length)
                Assert.Equal(text, stream.ToString(at, text.Length));
            else
                stream.Append(text);
        }
        return stream.ToString();
    }

    /// <summary>Nobody acknowledges what was not sent, or less than before.</summary>
    private static void CheckAcknowledgements(List<CapturedPacket> packets)
    {
        foreach (var fromClient in new[] { true, false })
        {
            uint sent = 0, acknowledged = 0;
            var begun = false;
            foreach (var packet in packets)
            {
                if (packet.FromClient != fromClient)
                {
                    if (packet.Flags.HasFlag(TcpFlags.Syn) && !begun)
                        (sent, acknowledged, begun) = (packet.Sequence, packet.Sequence, true);
                    var end = packet.Sequence + (uint)packet.Payload.Length + ((packet.Flags & (TcpFlags.Syn | TcpFlags.Fin)) != 0 ? 1u : 0);
                    sent = (int)(end - sent) > 0 ? end : sent;
                }
                else if (packet.Flags.HasFlag(TcpFlags.Ack))
                {
                    Assert.InRange((int)(packet.Acknowledgement - acknowledged), 0, (int)(sent - acknowledged));
                    acknowledged = packet.Acknowledgement;
                }
            }
        }
    }
}
