using CsCheck;
using SmtpSim.Kernel;
using SmtpSim.Protocol;

namespace SmtpSim.Model.Tests;

/// <summary>
/// A chunk comes while a worker is busy with the commands before it, and is turned away. Its refusal must not overtake the replies to those
/// commands: the client would take it for one of theirs, and theirs for the chunk's, and so deliver what no server has.
/// </summary>
public class ChunkTurnedAwayTests
{
    private static readonly ReplySpec Busy = new(451, 4, 3, 2, "Too busy");

    /// <summary>The worker is busy for 5 s with RCPT, and the text comes a second after it.</summary>
    private static readonly Scenario OneWorker = Scene.Plain
            .With(Scene.Burst(200, recipients: 2))
        .With(new LinkSpec { Floor = Scene.Latency, Jitter = new Distribution.Uniform(0, 50 * SimDuration.TicksPerMillisecond), BytesPerSecond = 4000 });

    /// <summary>No place to wait: the chunk is turned away when it comes. Or no patience: when the worker would turn to it.</summary>
    public static TheoryData<int, double> Ways => new() { { 0, 0 }, { WorkQueueSpec.Unlimited, 1 } };

    [Theory]
    [MemberData(nameof(Ways))]
    public void Chunk_TurnedAway_IsNotDelivered(int places, double maxWait)
    {
        var run = Simulation.Run(Impatient(places, maxWait));
        Assert.True(run.Server[ServerCounter.CommandsOverPlaces] + run.Server[ServerCounter.CommandsTooLate] >= 200);
        Assert.Equal((0L, 0L), (run.Server[ServerCounter.RecipientCopies], run.Client[ClientCounter.RecipientsDelivered]));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void Chunk_TurnedAway_IsAnsweredLast(int places, double maxWait)
    {
        foreach (var session in TraceRun.FirstSessions(Impatient(places, maxWait), 20))
        {
            var replies = session.Lines.Where(line => line.Kind == TraceKind.Reply && line.Phase == Phase.MailTransfer).Select(line => line.ReplyCode);
            Assert.Equal([250, 250, 250, 451], replies);
        }
    }

    /// <summary>
    /// The service ends at any time of a session: replies leave and arrive in the order of the commands, and after 421 there is none. It also holds where
    /// the chunk is under way when the service ends, and the commands before it are worked on.
    /// </summary>
    [Fact]
    public void Chunk_ServiceUnavailable_Is421AfterTheRepliesBefore() => Gen.Select(Gen.Int[0, 8000], Gen.Int[0, 3000], Gen.Int[0, 2]).Sample((start, service, workers) =>
    {
        var scenario = OneWorker.With(Scene.Server with
        {
            Extensions = ServerOffer.Everything.Extensions,
            Workers = workers,
            Service = new ServiceTimes { Mail = Scene.Constant(service / 2000.0), Rcpt = Scene.Constant(service / 1000.0), Body = Scene.Constant(0.1) },
        }).With(Scene.Client with { Pipelining = true, Chunking = true, Concurrency = 1 })
            .WithOutage(OutageKind.ServiceUnavailable, SimDuration.FromMilliseconds(start), Scene.Seconds(60));
        foreach (var session in TraceRun.FirstSessions(scenario, 1))
        {
            var replies = session.Lines.Where(line => line.Kind == TraceKind.Reply).ToArray();
            Assert.Equal(replies.Select(line => line.Left).Order(), replies.Select(line => line.Left));
            Assert.Equal(replies.Select(line => line.Time).Order(), replies.Select(line => line.Time));
            Assert.DoesNotContain(421, replies.SkipLast(1).Select(line => line.ReplyCode));
        }
    }, iter: 200);

    private static Scenario Impatient(int places, double maxWait) => OneWorker.With(Scene.Server with
    {
        Extensions = ServerOffer.Everything.Extensions,
        Workers = 1,
        Service = new ServiceTimes { Rcpt = Scene.Constant(5), Body = Scene.Constant(0.1) },
        Queue = new WorkQueueSpec { Places = places, MaxWait = Scene.Seconds(maxWait), Reply = Busy },
    }).With(Scene.Client with { Pipelining = true, Chunking = true, Concurrency = 1 });
}
