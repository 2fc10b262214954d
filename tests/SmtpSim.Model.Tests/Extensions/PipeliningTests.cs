using CsCheck;
using SmtpSim.Kernel;
using SmtpSim.Protocol;

namespace SmtpSim.Model.Tests;

/// <summary>Commands in groups (RFC 2920): what the replies to a group mean, and in which order and time it is worked on.</summary>
public sealed class PipeliningTests
{
    private static readonly ReplySpec Busy = new(450, 4, 2, 0, "Busy");

    private static readonly ReplySpec No = new(550, 5, 7, 1, "No");

    private static readonly Scenario Pipelined = Scene.Plain.Offering(Offers.Pipelining);

    [Theory]
    [InlineData(450, 0)]
    [InlineData(550, 3)]
    public void Mail_RefusedInAGroup_DecidesForAllAndTheRestMeansNothing(int code, int bounced)
    {
        var run = Simulation.Run(Pipelined.With(Scene.Burst(1, 3)).With(Reply(SessionStep.Mail, new ReplySpec(code, code / 100, 0, 0, ""))));
        Assert.Equal((4, 1), (run.Read(503), run.Read(code))); // three RCPT and DATA
        Assert.Equal((bounced, 3 - bounced), (run.Client[ClientCounter.RecipientsBounced], run.Client[ClientCounter.RecipientsExpired]));
        Assert.Equal(1, run.Ends(SessionEnd.Completed));
        Assert.Equal(Scene.Latencies(2 * 5), run.Client.SessionDuration.Max);
    }

    [Fact]
    public void Recipients_AllRefusedInAGroup_GetNoText()
    {
        var run = Simulation.Run(Pipelined.With(Scene.Burst(1, 3)).With(Reply(SessionStep.Rcpt, No)));
        Assert.Equal((3, 1, 0), (run.Read(550), run.Read(503), run.Read(354)));
        Assert.Equal(3, run.Client[ClientCounter.RecipientsBounced]);
        Assert.Equal(1, run.Client[ClientCounter.MessagesBounced]);
    }

    [Theory]
    [InlineData(SessionStep.Mail)]
    [InlineData(SessionStep.Rcpt)]
    [InlineData(SessionStep.Data)]
    public void Session_AfterAGroupThatFailed_GoesOnWithTheNextMessage(SessionStep step)
    {
        var client = Scene.Client with { Concurrency = 1, MessagesPerSession = 50 };
        foreach (var chunking in new[] { false, true })
        {
            var scenario = Pipelined.With(client with { Chunking = chunking }).Offering(Offers.All).With(Scene.Burst(50, 2)).With(new RetrySpec.Fixed(Scene.Seconds(60)))
                .With(new FaultSpec { At = step, Kind = FaultKind.Reply, Reply = Busy, Chance = 0.4 });
            var run = Simulation.Run(scenario);
            Assert.Equal((50, 100), (run.Client[ClientCounter.MessagesDelivered], run.Server[ServerCounter.RecipientCopies]));
            Assert.Equal(0, run.Sent(554));
        }
    }

    [Fact]
    public void Group_OfOneOfTwoClients_IsWorkedOnWithoutTheOtherBetween()
    {
        var each = Scene.Constant(1);
        var server = Scene.Server with { Extensions = Offers.Pipelining, Workers = 1, Service = new ServiceTimes { Mail = each, Rcpt = each, Data = each } };
        var run = Simulation.Run(Scene.Plain.With(server).With(Scene.Client with { Count = 2 }));
        // Both groups come at once: one is done after 3 s, the other one waits until then. Only its first command waits for a worker.
        Assert.Equal((6, Scene.Seconds(3).Ticks), (run.Server.Wait.Count, run.Server.Wait.Max));
        Assert.Equal(Scene.Seconds(3).Ticks, run.Total(ServerSeries.WaitingArea));
        Assert.Equal(Scene.Seconds(6).Ticks, run.Server[ServerCounter.BusyTicks]);
        Assert.Equal((Scene.Latencies(10) + Scene.Seconds(4.5).Ticks, Scene.Latencies(10) + Scene.Seconds(6).Ticks), (run.Client.Delay.Mean, run.Client.Delay.Max));
    }

    /// <summary>A worker that is free between two commands of a group stays with the group, and another client finds the other one.</summary>
    [Fact]
    public void Group_WithTwoWorkers_HoldsOneOfThem()
    {
        var each = Scene.Constant(1);
        var server = Scene.Server with { Extensions = Offers.Pipelining, Workers = 2, Service = new ServiceTimes { Rcpt = each } };
        var run = Simulation.Run(Scene.Plain.With(server).With(Scene.Client with { Count = 3 }).With(Scene.Burst(1, 4)));
        Assert.Equal(Scene.Latencies(10) + Scene.Seconds(8).Ticks, run.Client.Delay.Max);
        Assert.Equal(Scene.Seconds(4).Ticks, run.Total(ServerSeries.WaitingArea));
    }

    [Fact]
    public void Group_InALongSession_NeverStraddlesTheEndOfItsSequenceNumbers()
    {
        // Six segments a message: sequence numbers begin anew three times.
        var client = Scene.Client with { Concurrency = 1, MessagesPerSession = 1_000_000 };
        var run = Simulation.Run(Pipelined.With(client).With(Scene.Burst(40_000, 3)) with { Duration = SimDuration.FromDays(1) });
        Assert.Equal((40_000, 1), (run.Client[ClientCounter.MessagesDelivered], run.Ends(SessionEnd.Completed)));
        Assert.Equal((0, 40_000), (run.Read(503), run.Read(354)));
    }

    [Fact]
    public void Replies_ToAGroup_NeverOvertakeEachOther()
    {
        var link = new LinkSpec { Floor = Scene.Latency, Jitter = new Distribution.Exponential(10 * Scene.Latency.Ticks), Loss = 0.2 };
        var run = Simulation.Run(Pipelined.With(link).With(Scene.Burst(2000, 5)).With(new RetrySpec.Fixed(Scene.Seconds(5))));
        Assert.Equal(2000, run.Client[ClientCounter.MessagesDelivered]);
        Assert.Equal((2000, 0), (run.Sent(354), run.Sent(503)));
    }

    /// <summary>Where nothing takes time there is nothing to save.</summary>
    [Fact]
    public void Link_WithoutFloor_IsNotPipelined()
    {
        var run = Simulation.Run(Pipelined.With(new LinkSpec { Floor = SimDuration.Zero, Jitter = Scene.Constant(0.01) }));
        Assert.Equal(Scene.Latencies(16), run.Client.SessionDuration.Max);
    }

    /// <summary>A lost reply loses those after it; what the client does not know of it tries again.</summary>
    [Theory]
    [InlineData(FaultKind.LoseReply)]
    [InlineData(FaultKind.Reset)]
    [InlineData(FaultKind.Silent)]
    public void Fault_WithinAGroup_TakesTheSessionWithIt(FaultKind kind)
    {
        var scenario = Pipelined.With(Scene.Burst(200, 3)).With(new RetrySpec.Fixed(Scene.Seconds(60)))
            .With(new FaultSpec { At = SessionStep.Rcpt, Kind = kind, Chance = 0.2 });
        foreach (var service in new[] { Distribution.Zero, Scene.Constant(0.1) })
        {
            var run = Simulation.Run(scenario with { Servers = [scenario.Servers[0] with { Workers = 3, Service = new ServiceTimes { Rcpt = service } }] });
            Books.Balance(run);
            Books.AreClosed(run);
            Assert.Equal((200, 0), (run.Client[ClientCounter.MessagesDelivered], run.Server[ServerCounter.MessagesDuplicated]));
            Assert.True(run.Ends(kind == FaultKind.Reset ? SessionEnd.ConnectionLost : SessionEnd.TimedOut) > 0);
        }
    }

    /// <summary>What is decided does not depend on how the commands were sent, as long as no decision depends on the time.</summary>
    [Fact]
    public void Fates_OfAnyFaults_AreThoseOfAnUnpipelinedSession()
    {
        var fault = Gen.Select(
            Gen.OneOf(SessionStep.Mail, SessionStep.Rcpt, SessionStep.Data, SessionStep.Body), Gen.OneOf(FaultKind.Reply, FaultKind.Reset, FaultKind.LoseReply),
            Gen.OneOf(Busy, No, new ReplySpec(421, 4, 3, 2, "Closing"), new ReplySpec(552, 5, 2, 2, "Full")), Gen.Double[0.01, 0.25],
            (step, kind, reply, chance) => new FaultSpec { At = step, Kind = kind, Reply = kind == FaultKind.Reply ? reply : null, Chance = chance });
        Gen.Select(Gen.ULong, fault.Array[0, 4], Gen.OneOf(0.0, 0.3), RandomLaws.Jitter, Gen.Int[1, 8], Gen.OneOf(1, 2, 100), Gen.OneOf(0L, 4000L), Gen.Bool).Sample(
            (seed, faults, unknown, jitter, recipients, limit, size, chunking) =>
        {
            var scenario = Pipelined.With(Scene.Server with { UnknownShare = unknown, MaxRecipients = limit, MaxMessageBytes = size, Faults = faults }).Offering(Offers.All & ~ServiceExtensions.Limits) // one transaction a session: what chance does to a second depends on what was said before
                .With(new LinkSpec { Floor = Scene.Latency, Jitter = jitter }).With(Scene.Burst(40, recipients) with { Size = new Distribution.Uniform(1, 8000) }) with { Seed = seed };
            var (grouped, single) = (Fates(scenario, pipelining: true, chunking), Fates(scenario, pipelining: false, chunking));
            Assert.Equal(single, grouped);
        }, iter: 200);
    }

    private static (long, long, long, long, long, long) Fates(Scenario scenario, bool pipelining, bool chunking)
    {
        var run = Simulation.Run(scenario.With(Scene.Client with { Pipelining = pipelining, Chunking = chunking, Concurrency = 100 }));
        return (run.Client[ClientCounter.MessagesDelivered], run.Client[ClientCounter.MessagesBounced], run.Client[ClientCounter.RecipientsDelivered],
            run.Client[ClientCounter.RecipientsBounced], run.Client[ClientCounter.RecipientsExpired], run.Server[ServerCounter.RecipientCopies]);
    }

    private static FaultSpec Reply(SessionStep step, ReplySpec reply) => new() { At = step, Kind = FaultKind.Reply, Reply = reply };
}
