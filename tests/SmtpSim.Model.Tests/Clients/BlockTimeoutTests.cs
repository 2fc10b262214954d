using SmtpSim.Kernel;
using SmtpSim.Protocol;

namespace SmtpSim.Model.Tests;

/// <summary>A text of 4,000 bytes that leaves at 40 bytes a second, from 120 ms to 100.12 s, for a client that waits 20 s for a block to be taken.</summary>
public class BlockTimeoutTests
{
    private static readonly ServiceExtensions[] Offers = [ServiceExtensions.Size, ServiceExtensions.Chunking | ServiceExtensions.Pipelining, ServiceExtensions.Chunking];

    private static Scenario Slow(ServiceExtensions offer) => (Scene.Plain with { Network = new NetworkSpec { Default = new LinkSpec { Floor = Scene.Latency, BytesPerSecond = 40 } } })
        .With(Scene.Server with { Extensions = offer })
        .With(Scene.Client with { Chunking = true, Timeouts = new ClientTimeouts { Block = Scene.Seconds(20) }, Retry = new RetrySpec.Fixed(SimDuration.FromHours(3)) });

    private static Scenario Cut(Scenario scenario, double length, LinkDirection direction = LinkDirection.Both) => scenario with
    {
        Network = scenario.Network with { Partitions = [new LossPeriodSpec { Start = Scene.Seconds(30), Length = Scene.Seconds(length), Direction = direction }] },
    };

    private static Scenario Silent(ServiceExtensions offer) => Slow(offer).WithOutage(OutageKind.Timeout, Scene.Seconds(30), Scene.Seconds(5));

    [Fact]
    public void Path_CutInMidText_EndsTheSessionABlockLater()
    {
        foreach (var offer in Offers)
            foreach (var direction in Enum.GetValues<LinkDirection>())
            {
                var run = Simulation.Run(Cut(Slow(offer), 7200, direction));
                Assert.Equal(1, run.Client.EndsOf(SessionEnd.TimedOut, Phase.MailTransfer));
                Assert.Equal(Scene.Seconds(50).Ticks, Simulation.Run(Cut(Slow(offer), 7200, direction).With(new RetrySpec.None())).Client.SessionDuration.Max);
                // The server has nothing of it, and the next attempt delivers it once.
                Assert.Equal((1, 0, 1), (run.Server[ServerCounter.MessagesAccepted], run.Server[ServerCounter.MessagesDuplicated], run.Client[ClientCounter.MessagesDelivered]));
                Assert.Equal((0L, 0L), (run.ClientSlots, run.ServerSlots));
            }
    }

    [Fact]
    public void Path_CutForLessThanABlock_IsBridged()
    {
        foreach (var offer in Offers)
        {
            var run = Simulation.Run(Cut(Slow(offer), 19));
            Assert.Equal((1, 0), (run.Client[ClientCounter.Attempts], run.Ends(SessionEnd.TimedOut)));
            Assert.Equal(1, run.Client[ClientCounter.MessagesDelivered]);
        }
    }

    [Fact]
    public void Server_ThatCanNotBeReachedInMidText_EndsTheSessionABlockLater()
    {
        foreach (var offer in Offers)
        {
            var run = Simulation.Run(Silent(offer));
            Assert.Equal(Scene.Seconds(50).Ticks, Simulation.Run(Silent(offer).With(new RetrySpec.None())).Client.SessionDuration.Max);
            Assert.Equal((1, 1), (run.Client.EndsOf(SessionEnd.TimedOut, Phase.MailTransfer), run.Client[ClientCounter.MessagesDelivered]));
        }
    }

    [Fact]
    public void Trace_OfASessionThatStoppedInItsText_SaysSo()
    {
        var log = TraceRun.Run(Cut(Slow(ServiceExtensions.Size), 7200), new TraceRequest.First(TraceEvent.TimedOut)).Log!;
        var line = Assert.Single(log.Lines, line => line.Kind == TraceKind.TimedOut);
        Assert.Equal("nothing of the text was taken for 20s", line.Text);
        Assert.Equal("network.partitions[0]", Assert.Single(line.Reasons).Rule);
    }
}
