using SmtpSim.Kernel;

namespace SmtpSim.Model.Tests;

/// <summary>
/// Common random numbers: two policies see the same messages at the same times, and the same latencies and faults at a message's first attempt.
/// </summary>
public class CommonRandomNumbersTests
{
    private static readonly RetrySpec[] Policies =
    [
        new RetrySpec.None(),
        new RetrySpec.Fixed(Scene.Seconds(60)),
        new RetrySpec.Exponential(Scene.Seconds(120), 2, Scene.Seconds(600), JitterKind.Equal),
        new RetrySpec.Postfix(Scene.Seconds(300), Scene.Seconds(4000), SimDuration.Zero),
        new RetrySpec.Exim(),
        new RetrySpec.Qmail(),
    ];

    /// <summary>Every kind of trouble, and every draw there is; no capacity, which messages would compete for.</summary>
    private static readonly Scenario Troubled = Scene.Plain
        .With(Scene.Server with
        {
            Count = 3,
            UnknownShare = 0.1,
            Service = new ServiceTimes { Body = new Distribution.Exponential(SimDuration.TicksPerSecond) },
            Faults =
            [
                new FaultSpec { At = SessionStep.Connect, Kind = FaultKind.Refuse, Chance = 0.1 },
                new FaultSpec { At = SessionStep.Greeting, Kind = FaultKind.Reply, Reply = new ReplySpec(421, 4, 3, 2, ""), Chance = 0.1 },
                new FaultSpec { At = SessionStep.Mail, Kind = FaultKind.Reset, Chance = 0.1 },
                new FaultSpec { At = SessionStep.Rcpt, Kind = FaultKind.Reply, Reply = Scene.Busy, Chance = 0.2 },
                new FaultSpec { At = SessionStep.Body, Kind = FaultKind.Silent, Chance = 0.1 },
                new FaultSpec { At = SessionStep.Body, Kind = FaultKind.LoseReply, Chance = 0.1 },
            ],
        })
        .With(Scene.Client with { Concurrency = int.MaxValue, Timeouts = new ClientTimeouts { Body = Scene.Seconds(20) } })
        .With(Scene.Poisson(1) with { Size = Distribution.LogNormalByMedian(4000, 1e5), Recipients = new Distribution.Uniform(1, 5) })
        .With(new LinkSpec { Floor = Scene.Latency, Jitter = new Distribution.Exponential(1e5), Loss = 0.01 });

    /// <summary>Before the first retry of anything the policies can't be told apart: not a single event differs.</summary>
    [Fact]
    public void Policies_BeforeAnyRetry_MakeTheSameRun()
    {
        var first = Troubled with { Duration = Scene.Seconds(40), Drain = SimDuration.Zero };
        var digests = Policies.Skip(1).Select(policy => Simulation.Run(first.With(policy))).ToArray();
        Assert.True(digests[0].Client[ClientCounter.Deferrals] > 5);
        Assert.Equal(0, digests.Sum(run => run.Client[ClientCounter.Retries]));
        Assert.Single(digests.Select(run => run.Digest).Distinct());
    }

    [Fact]
    public void Policies_InAWholeRun_SeeTheSameArrivals()
    {
        var runs = Policies.Select(policy => Simulation.Run((Troubled with { SeriesInterval = Scene.Seconds(1) }).With(policy))).ToArray();
        Assert.True(runs[^1].Client[ClientCounter.Retries] > 100);
        Assert.Single(runs.Select(Column).Distinct());

        static string Column(Outcome run) => string.Join(' ', Enumerable.Range(0, 3600).Select(row => run.Client.Series[row, (int)ClientSeries.Submitted]));
    }

    /// <summary>One group a client and one message a client, so that the series of a group is the life of a message.</summary>
    [Fact]
    public void Policies_FirstAttemptOfEachMessage_IsTheSame()
    {
        var clients = Enumerable.Range(0, 60).Select(i => Troubled.Clients[0] with { Name = $"c{i}" }).ToArray();
        // Message i comes in second 7 i; an attempt is over within 30 s or so, and no policy tries again before a minute.
        var scenario = Troubled with
        {
            SeriesInterval = Scene.Seconds(1),
            Clients = clients,
            Traffic = [.. clients.Select((client, i) => Troubled.Traffic[0] with
            {
                From = [client.Name],
                Arrivals = new ArrivalSpec.Bursts(1, SimDuration.Zero),
                Start = Scene.Seconds(7 * i),
            })],
        };
        var runs = Policies.Select(policy => Simulation.Run(scenario.With(policy)).Result);
        var lives = runs.Select(run => run.Clients.Select((group, i) => FirstMinute(group.Series, 7 * i)).ToArray()).ToArray();
        Assert.True(lives[0].Distinct(StringComparer.Ordinal).Count() > 30);
        Assert.All(lives, life => Assert.Equal(lives[0], life));

        // Without a retry a message expires where it is deferred with one.
        static string FirstMinute(Series series, int second) => string.Join(' ', Enumerable.Range(second, 55).Select(row => string.Join('/',
            series[row, (int)ClientSeries.SessionArea],
            series[row, (int)ClientSeries.SessionsFailed],
            series[row, (int)ClientSeries.Delivered],
            series[row, (int)ClientSeries.Bounced],
            series[row, (int)ClientSeries.Expired] + series[row, (int)ClientSeries.Deferrals])));
    }

    [Fact]
    public void Seed_Another_MakesAnotherRun()
    {
        var first = Troubled with { Duration = Scene.Seconds(100), Drain = SimDuration.Zero };
        var digests = Enumerable.Range(1, 20).Select(seed => Simulation.Run(first with { Seed = (ulong)seed }).Digest)
            .Concat(Enumerable.Range(1, 20).Select(replication => Simulation.Run(first with { Replication = replication }).Digest));
        Assert.Equal(40, digests.Distinct().Count());
    }

    /// <summary>A fault that strikes more often strikes wherever it struck before: thresholds on the same draws.</summary>
    [Fact]
    public void Chance_Raised_OnlyAddsFaults()
    {
        long[] Lost(double chance) => [.. Simulation.Run(PerClient(chance)).Result.Clients.Select(group => group[ClientCounter.MessagesExpired])];
        var (some, more) = (Lost(0.3), Lost(0.5));
        Assert.InRange(some.Sum(), 60, 120);
        Assert.True(more.Sum() > some.Sum());
        Assert.All(some.Zip(more), pair => Assert.True(pair.First <= pair.Second));

        static Scenario PerClient(double chance)
        {
            var clients = Enumerable.Range(0, 300).Select(i => Scene.Client with { Name = $"c{i}" }).ToArray();
            return Scene.Plain.With(new FaultSpec { At = SessionStep.Mail, Kind = FaultKind.Reset, Chance = chance }) with
            {
                Clients = clients,
                Traffic = [Scene.Once with { From = [.. clients.Select(client => client.Name)] }],
            };
        }
    }
}
