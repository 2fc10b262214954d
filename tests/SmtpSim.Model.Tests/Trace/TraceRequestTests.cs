using CsCheck;
using SmtpSim.Kernel;

namespace SmtpSim.Model.Tests;

public sealed class TraceRequestTests
{
    [Theory]
    [InlineData("mta-2", true)]
    [InlineData("mta-3", false)]
    [InlineData("mta-0", false)]
    [InlineData("mta-02", false)]
    [InlineData("mta-", false)]
    [InlineData("mta", false)]
    [InlineData("lone", true)]
    [InlineData("lone-1", false)]
    [InlineData("mx", false)]
    [InlineData("", false)]
    public void Message_ClientName_IsAsTheWorldNamesIt(string name, bool known)
    {
        var outcome = TraceRun.Run(Two, new TraceRequest.Message(name, 1));

        Assert.Equal(known ? TraceProblem.None : TraceProblem.UnknownClient, outcome.Problem);
        Assert.Equal(known ? name : null, outcome.Log?.Client);
    }

    [Theory]
    [InlineData(1, TraceProblem.None)]
    [InlineData(4, TraceProblem.None)]
    [InlineData(5, TraceProblem.NoSuchMessage)]
    [InlineData(0, TraceProblem.NoSuchMessage)]
    [InlineData(-1, TraceProblem.NoSuchMessage)]
    [InlineData(1L << 40, TraceProblem.NoSuchMessage)]
    public void Message_NumberBeyondTheLast_TellsHowManyThereWere(long number, TraceProblem problem)
    {
        var outcome = TraceRun.Run(Two, new TraceRequest.Message("mta-1", number));

        Assert.Equal(problem, outcome.Problem);
        Assert.Equal(problem == TraceProblem.None ? 0 : 4, outcome.Submitted);
    }

    [Fact]
    public void Default_NothingDeferred_IsTheFirstSubmitted()
    {
        var log = TraceRun.Run(Two, TraceRequest.Default).Log!;

        Assert.Equal(("mta-1/1", SimTime.Zero), (log.Name, log.Submitted));
        Assert.Equal(MessageFate.Delivered, log.Fate);
    }

    [Fact]
    public void First_NeverHappens_IsAProblem()
    {
        Assert.Equal(TraceProblem.NeverHappened, TraceRun.Run(Two, new TraceRequest.First(TraceEvent.Deferred)).Problem);
        Assert.Equal(TraceProblem.NeverHappened, TraceRun.Run(Two, new TraceRequest.FirstReply(451)).Problem);
    }

    [Fact]
    public void First_AnyEvent_IsTheMessageThatItHappensToFirst()
        // One message a session, so that what happens to a session happens to its message.
        => Gen.Select(TraceScenarios.Any.Select(scenario => scenario with { Clients = [scenario.Clients[0] with { MessagesPerSession = 1 }] }), Gen.Enum<TraceEvent>()).Sample((scenario, wanted) =>
        {
            var outcome = TraceRun.Run(scenario, new TraceRequest.First(wanted));
            var times = AllTimesOf(scenario, wanted);
            if (outcome.Log is null)
                Assert.Empty(times);
            else
                Assert.Equal(times.Min(time => time.At), times.Single(time => time.Name == outcome.Log.Name).At);
        }, iter: 100);

    /// <summary>When the event happens to each message that it happens to, by looking at the traces of all.</summary>
    private static List<(string Name, SimTime At)> AllTimesOf(Scenario scenario, TraceEvent wanted)
    {
        var world = new World(scenario);
        var times = new List<(string, SimTime)>();
        for (var host = 0; host < world.ClientHosts; host++)
        {
            for (var number = 1; TraceRun.Run(scenario, new TraceRequest.Message(world.NameOf(host), number)).Log is { } log; number++)
            {
                if (log.Lines.Where(line => Is(line, wanted)).Select(line => (SimTime?)line.Time).Min() is { } time)
                    times.Add((log.Name, time));
            }
        }
        return times;
    }

    private static bool Is(TraceLine line, TraceEvent wanted) => wanted switch
    {
        TraceEvent.Submitted => line.Kind == TraceKind.Submitted,
        TraceEvent.Deferred => line.Kind == TraceKind.Deferred,
        TraceEvent.Delivered => line.Kind == TraceKind.Delivered,
        TraceEvent.Bounced => line.Kind == TraceKind.Bounced,
        TraceEvent.Expired => line.Kind == TraceKind.Expired,
        TraceEvent.Dropped => line.Kind == TraceKind.Dropped,
        TraceEvent.Lost => line.Kind == TraceKind.LostReply,
        // Where the client goes before the reply is there, the line that says so tells of the copy.
        TraceEvent.Duplicated => (line.IsFromServer || line.Kind is TraceKind.TimedOut or TraceKind.Reset) && line.Reasons.Any(reason => reason.Rule is null && reason.Text.Contains("second copy", StringComparison.Ordinal)),
        TraceEvent.Refused => line.Kind == TraceKind.Refused,
        TraceEvent.Reset => line.Kind == TraceKind.Reset,
        _ => line.Kind == TraceKind.TimedOut,
    };

    private static Scenario Two { get; } = new()
    {
        Name = "two",
        Duration = SimDuration.FromMinutes(4),
        Drain = SimDuration.FromMinutes(1),
        SeriesInterval = SimDuration.FromMinutes(1),
        Servers = [new ServerGroup { Name = "mx" }],
        Clients = [new ClientGroup { Name = "mta", Count = 2, Retry = new RetrySpec.None() }, new ClientGroup { Name = "lone", Retry = new RetrySpec.None() }],
        Traffic =
        [
            new TrafficSpec
            {
                From = ["mta", "lone"],
                To = "mx",
                Arrivals = new ArrivalSpec.Every(SimDuration.FromMinutes(1), SimDuration.Zero),
                End = SimDuration.FromMinutes(4),
            },
        ],
    };
}
