using SmtpSim.Kernel;
using SmtpSim.Protocol;

namespace SmtpSim.Model.Tests;

/// <summary>A client that was told something twice has the next thing to say too early; TCP keeps the order of what it says all the same.</summary>
public sealed class CommandOrderTests
{
    private const double SecondsOfText = 3;

    private static readonly LinkSpec Slow = new() { Floor = Scene.Latency, BytesPerSecond = 1000 };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ReplyToData_TwiceWhileTextLeaves_IsReadWhenItHasLeft(bool chunking)
    {
        var step = chunking ? SessionStep.Rcpt : SessionStep.Data;
        var scenario = WithText(Scene.Plain).With(Slow).With(new FaultSpec { At = step, Kind = FaultKind.Duplicate, Chance = 1 })
            .With(Scene.Client with { Chunking = chunking, Pipelining = false });
        scenario = scenario.With(scenario.Servers[0] with { Extensions = chunking ? ServiceExtensions.Chunking | ServiceExtensions.EnhancedStatusCodes : 0 });
        var lines = TraceRun.Run(scenario, TraceRequest.Default).Log!.Lines;

        var text = lines.First(line => line.Kind == TraceKind.MessageText);
        var replies = lines.Where(line => line.IsFromServer && line.Text.StartsWith(chunking ? "250 2.1.5" : "354", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, replies.Count);
        Assert.Equal(text.Time, replies[0].Time);
        Assert.Equal(text.Time + Scene.Seconds(SecondsOfText), replies[1].Time);
        // What the client takes for the answer to its text makes it say something: not before the text has left.
        Assert.Equal(text.Time + Scene.Seconds(SecondsOfText), lines.First(line => line.Kind == TraceKind.Command && line.Time > text.Time).Time);
        Assert.Equal(1, Simulation.Run(scenario).Sum(ServerCounter.MessagesAccepted));
    }

    [Fact]
    public void ChunkInAGroup_RepliesBeforeIt_AreReadAtOnce()
    {
        var scenario = WithText(Scene.Plain).With(Slow).With(Scene.Client with { Chunking = true, Pipelining = true })
            .With(Scene.Server with { Extensions = ServiceExtensions.Chunking | ServiceExtensions.Pipelining | ServiceExtensions.EnhancedStatusCodes });
        var lines = TraceRun.Run(scenario, TraceRequest.Default).Log!.Lines;

        var text = lines.First(line => line.Kind == TraceKind.MessageText);
        Assert.Equal(text.Time + (Scene.Latency + Scene.Latency), lines.First(line => line.IsFromServer && line.Text.StartsWith("250 2.1.5", StringComparison.Ordinal)).Time);
    }

    [Fact]
    public void Garbled_WhileTextLeaves_EndsTheSessionWhenItHasLeft()
    {
        // The reply to MAIL comes twice, so that the client is one ahead; and what answers RCPT, while the chunk leaves, is no reply.
        FaultSpec[] faults = [new() { At = SessionStep.Mail, Kind = FaultKind.Duplicate, Chance = 1 }, new() { At = SessionStep.Rcpt, Kind = FaultKind.Garble, Chance = 1 }];
        var scenario = WithText(Scene.Plain).With(Slow).With(Scene.Client with { Chunking = true, Pipelining = false })
            .With(Scene.Server with { Extensions = ServiceExtensions.Chunking, Faults = faults });
        var lines = TraceRun.Run(scenario, TraceRequest.Default).Log!.Lines;

        var text = lines.First(line => line.Kind == TraceKind.MessageText);
        Assert.Equal(text.Time + Scene.Seconds(SecondsOfText), lines.First(line => line.Kind == TraceKind.Reset).Time);
    }

    [Fact]
    public void CommandsSaidTooEarly_WhereSegmentsTakeAnyTime_ArriveInOrder()
    {
        var scenario = Scene.Plain.With(Scene.Burst(300)).With(Scene.Client with { Concurrency = 300, Retry = new RetrySpec.None() })
            .With(new LinkSpec { Floor = Scene.Latency, Jitter = new Distribution.Uniform(0, Scene.Seconds(1).Ticks) })
            .With(new FaultSpec { At = SessionStep.Greeting, Kind = FaultKind.Duplicate, Chance = 1 });
        var run = Simulation.Run(scenario);

        // EHLO, MAIL, RCPT and DATA each a reply ahead: the server finds all of them in order and asks for the text.
        Assert.Equal(0, run.Sent(503));
        Assert.Equal(300, run.Sent(354));
    }

    private static Scenario WithText(Scenario scenario)
        => scenario.With(Scene.Once with { Size = new Distribution.Constant(1000 * SecondsOfText) });
}
