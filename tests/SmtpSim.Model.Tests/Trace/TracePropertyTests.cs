using CsCheck;
using SmtpSim.Kernel;

namespace SmtpSim.Model.Tests;

public sealed class TracePropertyTests
{
    private const int Scenarios = 150;

    [Fact]
    public void TracedSessions_AnyScenario_AreLegalDialogues()
        => TraceScenarios.Legible.Sample(scenario =>
        {
            foreach (var log in TraceAll(scenario))
                foreach (var session in log.Lines.Where(line => line.Session > 0).GroupBy(line => line.Session))
                    DialogueReplay.Check([.. session], scenario.Clients[0], scenario.Servers[0].Faults);
        }, iter: Scenarios);

    [Fact]
    public void Traces_OfAllMessages_AddUpToTheResult()
        => TraceScenarios.Any.Sample(scenario =>
        {
            var logs = TraceAll(scenario).ToList();
            var counted = Run(scenario, trace: null).Clients[0];
            long Count(MessageFate fate) => logs.Count(log => log.Fate == fate);
            long CountRecipients(MessageFate fate) => logs.Sum(log => (long)log.Recipients.Count(recipient => recipient.Fate == fate));
            long Lines(Func<TraceLog, TraceLine, bool> which) => logs.Sum(log => (long)log.Lines.Count(line => which(log, line)));

            Assert.Equal(counted[ClientCounter.MessagesSubmitted], logs.Count);
            Assert.Equal(counted[ClientCounter.MessagesDelivered], Count(MessageFate.Delivered));
            Assert.Equal(counted[ClientCounter.MessagesBounced], Count(MessageFate.Bounced));
            Assert.Equal(counted[ClientCounter.MessagesExpired], Count(MessageFate.Expired));
            Assert.Equal(counted[ClientCounter.MessagesDropped], Count(MessageFate.Dropped));
            Assert.Equal(counted[ClientCounter.MessagesQueued], Count(MessageFate.Queued));
            Assert.Equal(counted[ClientCounter.RecipientsDelivered], CountRecipients(MessageFate.Delivered));
            Assert.Equal(counted[ClientCounter.RecipientsBounced], CountRecipients(MessageFate.Bounced));
            Assert.Equal(counted[ClientCounter.RecipientsExpired], CountRecipients(MessageFate.Expired));
            Assert.Equal(counted[ClientCounter.Attempts], logs.Sum(log => (long)log.Attempts));
            Assert.Equal(counted[ClientCounter.Deferrals], Lines((_, line) => line.Kind == TraceKind.Deferred));
            Assert.Equal(counted[ClientCounter.SessionsOpened], Lines((log, line) => line.Kind == TraceKind.Connect && line.Message == log.Number));
        }, iter: Scenarios);

    [Fact]
    public void TracedLines_AnyScenario_NeverGoBackInTimeNorOutrunTheLink()
        => TraceScenarios.Any.Sample(scenario =>
        {
            var floor = scenario.Network.Default.Floor;
            foreach (var session in TraceAll(scenario).SelectMany(log => log.Lines.Where(line => line.Session > 0 && !line.IsOutcome && line.Kind != TraceKind.Waiting).GroupBy(line => (log, line.Session))))
            {
                var sent = SimTime.Zero;
                foreach (var line in session)
                {
                    Assert.True(line.Time >= sent);
                    if (line.Kind is TraceKind.Reply)
                        Assert.True(line.Time - line.Left >= floor, $"{line.Time} {line.Text} came sooner than the link's floor");
                    if (line.Kind is TraceKind.Connect or TraceKind.Command or TraceKind.EndOfText)
                        sent = line.Time;
                }
            }
        }, iter: Scenarios);

    [Fact]
    public void TracedFailures_AnyScenario_HaveReasons()
        => TraceScenarios.Any.Sample(scenario =>
        {
            foreach (var log in TraceAll(scenario))
                foreach (var line in log.Lines.Where(line => line.IsFailure && line.Kind != TraceKind.Bounced))
                    Assert.True(line.Reasons.Count > 0, $"{log.Name} {line.Time} {line.Text}");
        }, iter: Scenarios);

    [Fact]
    public void Recorder_AnyScenario_LeavesTheDigestAsItIs()
        => TraceScenarios.Any.Sample(scenario =>
        {
            var plain = Run(scenario, trace: null).Digest;
            Assert.Equal(plain, Run(scenario, new MessageRecorder(new World(scenario), client: 0, number: 1)).Digest);
            Assert.Equal(plain, Run(scenario, new EventFinder(TraceEvent.Lost, code: 0, _ => true)).Digest);
        }, iter: Scenarios);

    private static RunResult Run(Scenario scenario, TraceRecorder? trace)
    {
        var world = new World(scenario);
        var partition = new Partition(world, index: 0, count: 1, trace);
        partition.Advance(world.End);
        return ResultMerger.Merge(world, [partition.Close(world.End)], complete: true);
    }

    private static IEnumerable<TraceLog> TraceAll(Scenario scenario)
    {
        var world = new World(scenario);
        for (var host = 0; host < world.ClientHosts; host++)
        {
            for (var number = 1; ; number++)
            {
                var outcome = TraceRun.Run(scenario, new TraceRequest.Message(world.NameOf(host), number));
                if (outcome.Problem == TraceProblem.NoSuchMessage)
                {
                    Assert.Equal(number - 1, outcome.Submitted);
                    break;
                }
                yield return outcome.Log!;
            }
        }
    }
}
