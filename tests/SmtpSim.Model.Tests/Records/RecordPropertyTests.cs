using CsCheck;
using SmtpSim.Protocol;

namespace SmtpSim.Model.Tests;

/// <summary>What holds of the records of every run, tried on random scenarios.</summary>
public class RecordPropertyTests
{
    private static readonly RecordSelection All = new(RecordTables.Messages | RecordTables.Attempts | RecordTables.Sessions);

    [Fact]
    public void AnyScenario_Recorded_RunsAsWithoutAndItsRecordsAddUp() => RandomScenarios.Small.Sample(scenario =>
    {
        var run = RecordedRun.Of(scenario, 1, All);
        Assert.Equal(Simulation.Run(scenario).Digest, run.Outcome.Digest);
        AddsUp(run);
    }, iter: 120, print: RandomScenarios.Print);

    [Fact]
    public void AnyTopology_Recorded_RunsAsWithoutAndItsRecordsAddUp() => RandomRelays.Small.Sample(scenario =>
    {
        var run = RecordedRun.Of(scenario, 1, All);
        Assert.Equal(Simulation.Run(scenario).Digest, run.Outcome.Digest);
        AddsUp(run);
    }, iter: 30, print: RandomScenarios.Print);

    [Fact]
    public void AnyScenario_OnAnyNumberOfPartitions_HasTheSameRecords()
        => RandomScenarios.Small.Sample(HasTheSameRecords, iter: 30, print: RandomScenarios.Print);

    [Fact]
    public void AnyTopology_OnAnyNumberOfPartitions_HasTheSameRecords()
        => RandomRelays.Small.Sample(HasTheSameRecords, iter: 10, print: RandomScenarios.Print);

    [Fact]
    public void AnyScenario_Sampled_KeepsASubsetWithAllThatBelongsToIt() => RandomScenarios.Small.Sample(scenario =>
    {
        var all = RecordedRun.Of(scenario, 1, All);
        var some = RecordedRun.Of(scenario, 2, All with { Share = 0.3 });
        var kept = some.Messages.Select(message => (message.Client, message.Ordinal)).ToHashSet();
        Assert.Equal(all.Messages.Where(message => kept.Contains((message.Client, message.Ordinal))), some.Messages);
        Assert.Equal(all.Attempts.Where(attempt => kept.Contains((attempt.Client, attempt.Ordinal))), some.Attempts);
        // Every session of an attempt is there, and none without one.
        var sessions = some.Sessions.Select(session => (session.Client, session.Number)).ToHashSet();
        Assert.Equal(all.Sessions.Where(session => sessions.Contains((session.Client, session.Number))), some.Sessions);
        Assert.All(some.Attempts.Where(attempt => attempt.Session != 0), attempt => Assert.Contains((attempt.Client, attempt.Session), sessions));
    }, iter: 60, print: RandomScenarios.Print);

    [Fact]
    public void Sample_OfManyMessages_HasItsShareOfThem()
    {
        var run = RecordedRun.Of(Scene.Plain.With(Scene.Burst(20_000)), 1, new RecordSelection(RecordTables.Messages, 0.01));
        Assert.InRange(run.Messages.Length, 140, 260); // 200 ± 4 standard deviations
    }

    private static void HasTheSameRecords(Scenario scenario)
    {
        var one = RecordedRun.Of(scenario, 1, All);
        foreach (var partitions in new[] { 2, 4, 8 })
        {
            var several = RecordedRun.Of(scenario, partitions, All);
            Assert.Equal(one.Messages, several.Messages);
            Assert.Equal(one.Attempts, several.Attempts);
            Assert.Equal(one.Sessions, several.Sessions);
        }
    }

    private static void AddsUp(RecordedRun run)
    {
        var outcome = run.Outcome;
        foreach (var (fate, counter) in new[]
        {
            (RecordedFate.Delivered, ClientCounter.MessagesDelivered),
            (RecordedFate.Bounced, ClientCounter.MessagesBounced),
            (RecordedFate.Expired, ClientCounter.MessagesExpired),
            (RecordedFate.Dropped, ClientCounter.MessagesDropped),
            (RecordedFate.Queued, ClientCounter.MessagesQueued),
        })
            Assert.Equal(outcome.Sum(counter), run.Messages.Count(message => message.Fate == fate));
        Assert.Equal(outcome.Sum(ClientCounter.RecipientsSubmitted), run.Messages.Sum(message => message.Recipients));
        Assert.Equal(outcome.Sum(ClientCounter.RecipientsDelivered), run.Messages.Sum(message => message.Delivered));
        Assert.Equal(outcome.Sum(ClientCounter.RecipientsBounced), run.Messages.Sum(message => message.Bounced));
        Assert.Equal(outcome.Sum(ClientCounter.RecipientsDelivered), run.Attempts.Sum(attempt => attempt.Delivered));
        Assert.Equal(outcome.Sum(ClientCounter.RecipientsBounced), run.Attempts.Sum(attempt => attempt.Bounced));

        Assert.Equal(outcome.Sum(ClientCounter.Attempts), run.Attempts.Length);
        Assert.Equal(outcome.Sum(ClientCounter.Deferrals), run.Attempts.Count(attempt => attempt.Outcome == AttemptOutcome.Deferred));
        Assert.All(run.Attempts, attempt => Assert.Equal(attempt.Cause == AttemptCause.Reply, !attempt.Reply.IsNone));
        Assert.All(run.Attempts, attempt => Assert.True(attempt.Outcome is AttemptOutcome.Delivered or AttemptOutcome.Unfinished || attempt.Cause != AttemptCause.None || attempt.Bounced == 0));
        Assert.All(run.Attempts, attempt => Assert.True(attempt.Outcome != AttemptOutcome.Deferred || attempt.Cause != AttemptCause.None));

        Assert.Equal(outcome.Sum(ClientCounter.SessionsOpened), run.Sessions.Length);
        Assert.Equal(outcome.ClientSlots, run.Sessions.Count(session => session.IsUnfinished));
        foreach (var end in Enum.GetValues<SessionEnd>())
            foreach (var phase in Enum.GetValues<Phase>())
                Assert.Equal(outcome.Result.Clients.Sum(group => group.EndsOf(end, phase)), run.Sessions.Count(session => !session.IsUnfinished && session.End == end && session.Phase == phase));
        Assert.Equal(outcome.Result.Clients.Sum(group => group.Delay.Count), run.Messages.Count(message => message.Fate == RecordedFate.Delivered));
    }
}
