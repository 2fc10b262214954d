namespace SmtpSim.Model.Tests;

/// <summary>Copies over several hops: how many, why, and what de-duplication makes of them.</summary>
public class CopyTests
{
    private const double Loss = 0.2;

    private static readonly FaultSpec Lost = new() { At = SessionStep.Body, Kind = FaultKind.LoseReply, Chance = Loss };

    private static readonly ClientGroup Patient = Scene.Client with { Retry = new RetrySpec.Fixed(Scene.Seconds(60)) };

    /// <summary>Both hops lose replies, and both senders try until they read one.</summary>
    private static readonly Scenario Lossy = RelayScene.Through(RelayScene.Hub with
    {
        Faults = [Lost],
        Relay = new RelaySpec { Sending = Patient },
    }).WithServer(Scene.Server with { Faults = [Lost] }).With(Patient with { Route = "hub" }).With(Scene.Burst(4000));

    /// <summary>A client that waits ten seconds for work that takes thirty, three times.</summary>
    internal static Scenario HastyClient { get; } = (Scene.Plain with { EndToEnd = true })
        .With(Scene.Server with { Service = new ServiceTimes { Body = Scene.Constant(30) } })
        .With(Patient with { Timeouts = new ClientTimeouts { Body = Scene.Seconds(10) }, Retry = new RetrySpec.Fixed(Scene.Seconds(60)) { MaxAttempts = 3 } });

    /// <summary>
    /// The path is cut just before the reply to the text leaves, for so long that TCP gives up; and the server, which sends it again and again until then, crashes meanwhile.
    /// The client waits ten seconds, and tries every minute until the path stands again.
    /// </summary>
    internal static Scenario CrashBehindAcceptance { get; } = (Scene.Plain with
    {
        EndToEnd = true,
        Network = new NetworkSpec
        {
            Default = new LinkSpec { Floor = Scene.Latency },
            Partitions = [new LossPeriodSpec { Start = Scene.Seconds(0.125), Length = Scene.Seconds(1500) }],
        },
        Outages = [new OutageSpec { Servers = "mx", Kind = OutageKind.Refuse, Start = Scene.Seconds(20), Length = Scene.Seconds(1) }],
    }).With(Patient with { Timeouts = new ClientTimeouts { Body = Scene.Seconds(10) } });

    [Fact]
    public void LostReplies_OnTwoHops_MultiplyCopies()
    {
        var run = Simulation.Run(Lossy);
        var origin = run.Origin();
        Assert.Equal(4000, origin[EndToEndCounter.Delivered]);
        // RFC 1047: 1/(1-p) copies of what each hop is given.
        Assert.Equal(1 / (1 - Loss) / (1 - Loss), (4000 + origin[EndToEndCounter.Duplicates]) / 4000.0, 0.03);
        Assert.Equal(origin[EndToEndCounter.Duplicates], run.Reception("mx")[ReceptionCounter.DuplicatesByLostReply]);
        Assert.Equal(origin[EndToEndCounter.Duplicates], run.Reception("mx").Duplicates);
    }

    [Fact]
    public void Dedup_WithAWindow_KeepsOneCopy()
    {
        var run = Simulation.Run(Lossy.WithServer(Scene.Server with { Faults = [Lost], Dedup = new DedupSpec(Scene.Seconds(86_400)) }));
        Assert.Equal((4000, 0), (run.Origin()[EndToEndCounter.Delivered], run.Origin()[EndToEndCounter.Duplicates]));
        Assert.InRange(run.Reception("mx")[ReceptionCounter.Deduplicated], 2000, 2600);
        Assert.Equal(run.Origin()[EndToEndCounter.Deduplicated], run.Reception("mx")[ReceptionCounter.Deduplicated]);
    }

    /// <summary>A client waits ten minutes for a lost reply and another minute for its retry: a shorter memory knows nothing any more.</summary>
    [Fact]
    public void Dedup_WithAWindowShorterThanTheRetry_KeepsThemAll()
    {
        var scenario = Lossy.With(Patient); // past the hub: its copies come close together
        var run = Simulation.Run(scenario.WithServer(Scene.Server with { Faults = [Lost], Dedup = new DedupSpec(Scene.Seconds(655)) }));
        Assert.Equal(0, run.Origin()[EndToEndCounter.Deduplicated]);
        Assert.Equal(1 / (1 - Loss), 1 + run.Origin()[EndToEndCounter.Duplicates] / 4000.0, 0.03);
    }

    [Fact]
    public void Timeout_ShorterThanTheWork_MakesDuplicatesOfItsOwnKind()
    {
        var run = Simulation.Run(HastyClient);
        Assert.Equal((1, 2), (run.Origin()[EndToEndCounter.Delivered], run.Reception("mx")[ReceptionCounter.DuplicatesByTimeout]));
        // The client gave up what was delivered three times.
        Assert.Equal((1, 3), (run.Origin()[EndToEndCounter.Expired], run.Origin()[EndToEndCounter.Accepted] - run.Origin()[EndToEndCounter.HandedOn]));
    }

    [Fact]
    public void Crash_AfterTheAcceptanceAndBeforeTheClientKnows_MakesADuplicateOfItsOwnKind()
    {
        var run = Simulation.Run(CrashBehindAcceptance);
        Assert.Equal((1, 1), (run.Reception("mx")[ReceptionCounter.Unique], run.Reception("mx")[ReceptionCounter.DuplicatesByCrash]));
        Assert.Equal((0, 0), (run.Reception("mx")[ReceptionCounter.DuplicatesByTimeout], run.Reception("mx")[ReceptionCounter.DuplicatesByLostReply]));
        Assert.Equal(1, run.Origin()[EndToEndCounter.Duplicates]);
    }

    /// <summary>What a crash loses was delivered, and is not any more; nobody learns of it.</summary>
    [Fact]
    public void Crash_ThatLosesMail_IsALossEndToEnd()
    {
        var crash = new OutageSpec { Servers = "mx", Kind = OutageKind.Refuse, Start = Scene.Seconds(1000), Length = Scene.Seconds(10), Loses = Scene.Seconds(100) };
        var scenario = RelayScene.SmartHost.With(Scene.Poisson(1)) with { Outages = [crash] };
        var run = Simulation.Run(scenario);
        var origin = run.Origin();
        Assert.InRange(origin[EndToEndCounter.Lost], 70, 130);
        Assert.Equal(run.Server[ServerCounter.RecipientsLostInCrash], origin[EndToEndCounter.Lost]);
        Assert.Equal(origin[EndToEndCounter.Submitted], origin[EndToEndCounter.Delivered] + origin[EndToEndCounter.Lost]);
        Assert.Equal(0, origin[EndToEndCounter.FailuresReported]);
    }
}
