using CsCheck;
using SmtpSim.Kernel;
using SmtpSim.Protocol;

namespace SmtpSim.Model.Tests;

/// <summary>A second look at a run sees what the first one counted.</summary>
public sealed class ObservationTests
{
    [Fact]
    public void AnyScenario_Exemplars_AreTheSameOnAnyNumberOfPartitions() => RandomScenarios.Small.Sample(scenario =>
    {
        var one = Simulation.Run(scenario);
        foreach (var partitions in new[] { 2, 4, 8 })
            Assert.Equal(All(one.Result), All(Simulation.Run(scenario, partitions).Result));
    }, iter: 30, print: RandomScenarios.Print);

    [Fact]
    public void AnyScenario_Observed_HasTheRepliesAndSessionsOfTheRun() => RandomScenarios.Small.Sample(scenario =>
    {
        var run = Simulation.Run(scenario);
        var seen = Observe(scenario, run.Result);

        Assert.True(seen.Whole);
        var replies = run.Result.Clients.Select(group => group.Replies).ToList();
        for (var code = ReplyCounts.First; code < ReplyCounts.First + ReplyCounts.Length; code++)
            Assert.Equal(replies.Sum(group => group[code - ReplyCounts.First]), seen.Replies.TryGetValue(code, out var counts) ? counts.Sum() : 0);
        Assert.Equal(run.Sum(ClientCounter.SessionsOpened), seen.Servers.Sum(server => server.Sessions.Sum()));
        Assert.Equal(run.Result.Clients.Sum(group => group.SessionDuration.Count), seen.Phases[(int)Phase.ConnectionEstablishment].Count);
    }, iter: 30, print: RandomScenarios.Print);

    [Fact]
    public void AnyScenario_Observed_TracesEveryExemplarToItsFate() => RandomScenarios.Small.Sample(scenario =>
    {
        var run = Simulation.Run(scenario);
        var exemplars = All(run.Result);
        var seen = Observe(scenario, run.Result);

        // A message may meet its fate in a session that the end of the run cuts off.
        Assert.All(seen.Traces, trace => Assert.Contains(exemplars, exemplar =>
            (run.World.NameOf(exemplar.Host), exemplar.Number, exemplar.Fate, exemplar.Settled, exemplar.Submitted) == (trace.Client, trace.Number, trace.Fate, trace.Settled, trace.Submitted)));
        if (scenario.Drain > SimDuration.FromDays(1) && run.QueuedMessages == 0 && run.ClientSlots == 0)
            Assert.Equal(exemplars.Count, seen.Traces.Count);
        Assert.All(seen.Lifelines, line => Assert.NotEmpty(line.Attempts));
    }, iter: 30, print: RandomScenarios.Print);

    [Fact]
    public void Exemplars_OfDelivered_AreTheSlowest()
    {
        // Three messages at once over one session each in turn: the later, the slower.
        var run = Simulation.Run((Scene.Plain with { Traffic = [Scene.Burst(5)] }).With(Scene.Client with { Concurrency = 1, MessagesPerSession = 1 }));
        var slow = All(run.Result);

        Assert.Equal([5L, 4L, 3L], slow.Select(exemplar => exemplar.Number));
        Assert.All(slow, exemplar => Assert.Equal(MessageFate.Delivered, exemplar.Fate));
        Assert.Equal(run.Client.Delay.Max, (slow[0].Settled - slow[0].Submitted).Ticks);
    }

    [Fact]
    public void Exemplars_OfFailures_AreTheFirst()
    {
        var run = Simulation.Run(Scene.Plain.With(Scene.Poisson(1)).With(new FaultSpec { At = SessionStep.Rcpt, Kind = FaultKind.Reply, Reply = new ReplySpec(550, 5, 1, 1, "No such user") }));

        Assert.Equal([(MessageFate.Bounced, 1L), (MessageFate.Bounced, 2L), (MessageFate.Bounced, 3L)], All(run.Result).Select(exemplar => (exemplar.Fate, exemplar.Number)));
    }

    [Fact]
    public void Observe_PlainSession_HasItsPhases()
    {
        var seen = Observe(Scene.Plain, Simulation.Run(Scene.Plain).Result);

        // SYN to the reply to EHLO, MAIL to the reply to the text, QUIT and its reply.
        Assert.Equal([Scene.Latencies(6), Scene.Latencies(8), Scene.Latencies(2)], seen.Phases.Select(phase => phase.Max));
    }

    [Fact]
    public void Observe_MoreEventsThanAllowed_StopsAndSaysSo()
    {
        var scenario = Scene.Plain.With(Scene.Poisson(10));
        var run = Simulation.Run(scenario);
        var seen = ObservedRun.Run(scenario, All(run.Result), scenario.Duration, 10, mostEvents: 1000)!;

        Assert.False(seen.Whole);
        Assert.InRange(seen.Until.TotalSeconds, 1, scenario.Duration.TotalSeconds - 1);
        Assert.Null(ObservedRun.Run(scenario, [], scenario.Duration, 10, mostEvents: long.MaxValue, stop: () => true));
    }

    private static List<Exemplar> All(RunResult result) => [.. result.Exemplars.SelectMany(list => list.All)];

    private static Observation Observe(Scenario scenario, RunResult result)
        => ObservedRun.Run(scenario, All(result), scenario.Duration + scenario.Drain, 7, long.MaxValue)!;
}
