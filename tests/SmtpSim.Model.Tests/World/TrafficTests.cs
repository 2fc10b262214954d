using SmtpSim.Kernel;

namespace SmtpSim.Model.Tests;

/// <summary>When messages are submitted, and what they are.</summary>
public class TrafficTests
{
    private static readonly Scenario BySecond = Scene.Plain with { Duration = Scene.Seconds(100), SeriesInterval = Scene.Seconds(1) };

    [Fact]
    public void Every_WithAnOffset_ComesOnItsGridWithinItsTime()
    {
        var run = Simulation.Run(BySecond.With(Scene.Once with
        {
            Arrivals = new ArrivalSpec.Every(Scene.Seconds(7), Scene.Seconds(3)),
            Start = Scene.Seconds(10),
            End = Scene.Seconds(41),
        }));
        Assert.Equal([13, 20, 27, 34], Seconds(run)); // 41 is the end and belongs to it no more
    }

    [Fact]
    public void Every_WithoutAnOffset_StartsSomewhereInTheFirstInterval()
    {
        var run = Simulation.Run(BySecond.With(Scene.Client with { Count = 400 }).With(Scene.Once with { Arrivals = new ArrivalSpec.Every(Scene.Seconds(10), null) }));
        Assert.Equal(4000, run.Client[ClientCounter.MessagesSubmitted]);
        var first = Enumerable.Range(0, 10).Select(second => run.Client.Series[second, (int)ClientSeries.Submitted]).ToArray();
        Assert.Equal(400, first.Sum());
        Assert.All(first, count => Assert.InRange(count, 15, 70)); // 40 each on average
        Assert.All(Enumerable.Range(0, 90), second => Assert.Equal(run.Client.Series[second, (int)ClientSeries.Submitted], run.Client.Series[second + 10, (int)ClientSeries.Submitted]));
    }

    [Fact]
    public void Bursts_Repeated_ComeAtOnceEachTime()
    {
        var run = Simulation.Run(BySecond.With(Scene.Client with { Count = 3 }).With(Scene.Burst(5) with { Arrivals = new ArrivalSpec.Bursts(5, Scene.Seconds(40)), Start = Scene.Seconds(1) }));
        Assert.Equal([1, 41, 81], Seconds(run));
        Assert.All([1, 41, 81], second => Assert.Equal(15, run.Client.Series[second, (int)ClientSeries.Submitted]));
    }

    [Fact]
    public void Poisson_OfManyClients_HasIndependentCountsOfItsRate()
    {
        const double rate = 0.5;
        var run = Simulation.Run((BySecond with { Duration = Scene.Seconds(2000) }).With(Scene.Client with { Count = 40 }).With(Scene.Poisson(rate)));
        var counts = Enumerable.Range(0, 2000).Select(second => (double)run.Client.Series[second, (int)ClientSeries.Submitted]).ToArray();
        var mean = counts.Average();
        var variance = counts.Sum(count => (count - mean) * (count - mean)) / (counts.Length - 1);
        var covariance = counts.Zip(counts.Skip(1), (a, b) => (a - mean) * (b - mean)).Average();
        Assert.InRange(mean / (40 * rate), 1 - 4 / Math.Sqrt(40_000), 1 + 4 / Math.Sqrt(40_000));
        Assert.InRange(variance / mean, 1 - 4 * Math.Sqrt(2.0 / 2000), 1 + 4 * Math.Sqrt(2.0 / 2000));
        Assert.InRange(covariance / variance, -4 / Math.Sqrt(2000), 4 / Math.Sqrt(2000));
    }

    /// <summary>Rows of one client at the same tick, a client without rows, rows past the end, and clients counted through two groups.</summary>
    [Fact]
    public void Trace_Rows_AreSubmittedAsWritten()
    {
        var trace = new ArrivalSpec.Trace("trace.csv",
            [.. new[] { 0, 1, 1, 5, 70, 95 }.Select(second => second * SimDuration.TicksPerSecond)], [0, 2, 2, 0, 3, 0], [100, 200, 300, 400, 500, 600], [1, 2, 3, 64, 1, 1]);
        var run = Simulation.Run(BySecond with
        {
            Clients = [Scene.Client with { Count = 2 }, Scene.Client with { Name = "other", Count = 2 }],
            Traffic = [Scene.Once with { From = ["mta", "other"], Arrivals = trace, Start = Scene.Seconds(10) }],
        });
        var (first, second) = (run.Result.Clients[0], run.Result.Clients[1]);
        Assert.Equal((2L, 65L, 500L), (first[ClientCounter.MessagesSubmitted], first[ClientCounter.RecipientsDelivered], first[ClientCounter.BytesDelivered]));
        Assert.Equal((3L, 6L, 1000L), (second[ClientCounter.MessagesSubmitted], second[ClientCounter.RecipientsDelivered], second[ClientCounter.BytesDelivered]));
        Assert.Equal((2L, 1L), (second.Series[11, (int)ClientSeries.Submitted], second.Series[80, (int)ClientSeries.Submitted]));
    }

    [Fact]
    public void Messages_OfAStream_HaveSizesRecipientsAndServersOfTheirLaws()
    {
        var run = Simulation.Run(Scene.Plain.With(Scene.Client with { Concurrency = 3000 }).With(Scene.Burst(9000) with
        {
            Size = new Distribution.Uniform(1000, 3000),
            Recipients = new Distribution.Uniform(0.5, 3.5),
        }) with
        {
            Servers = [Scene.Server with { Count = 3 }],
        });
        Assert.InRange(run.Server[ServerCounter.BytesAccepted] / 9000.0, 1975, 2025);
        Assert.InRange(run.Client[ClientCounter.RecipientsDelivered] / 9000.0, 1.965, 2.035);
        Assert.InRange(run.Server.PeakSessionsPerHost, 2800, 3000);
    }

    /// <summary>A message is in the queue until it meets its fate, waiting for a session or for its next attempt.</summary>
    [Fact]
    public void Queue_Full_DropsWhatComes()
    {
        var run = Simulation.Run(Scene.Plain.With(Scene.Client with { QueueLimit = 4, Concurrency = 1 }) with
        {
            Traffic = [Scene.Burst(10, recipients: 2), Scene.Burst(3, recipients: 2) with { Start = new SimDuration(Scene.Latencies(14 + 16)) }],
        });
        // Six of ten are dropped; when two are delivered there is room for two of three. The second delivery comes at the very tick, after the arrival.
        Assert.Equal((13L, 5L, 8L), (run.Client[ClientCounter.MessagesSubmitted], run.Client[ClientCounter.MessagesDelivered], run.Client[ClientCounter.MessagesDropped]));
        Assert.Equal((16L, 10L), (run.Client[ClientCounter.RecipientsDropped], run.Client[ClientCounter.RecipientsDelivered]));
        Assert.Equal(5, run.Client[ClientCounter.Attempts]);
    }

    [Fact]
    public void Run_Ended_CountsWhatIsStillQueued()
    {
        var run = Simulation.Run(Scene.Plain.With(Scene.Client with { Concurrency = 2, Retry = new RetrySpec.Fixed(Scene.Seconds(60)) })
            .With(new FaultSpec { At = SessionStep.Mail, Kind = FaultKind.Silent }).With(Scene.Burst(5, recipients: 3)) with { Duration = Scene.Seconds(100), Drain = SimDuration.Zero });
        Assert.Equal((5L, 15L, 2L), (run.Client[ClientCounter.MessagesQueued], run.Client[ClientCounter.RecipientsQueued], run.Client[ClientCounter.Attempts]));
        Assert.Equal((5L, 2L, 2L), (run.QueuedMessages, run.ClientSlots, run.ServerSlots));
        Assert.Equal(5 * Scene.Seconds(100).Ticks, run.Total(ClientSeries.QueueArea));
        Assert.Equal(2 * Scene.Seconds(100).Ticks, run.Total(ClientSeries.SessionArea));
    }

    private static IEnumerable<int> Seconds(Outcome run)
        => Enumerable.Range(0, run.Client.Series.Rows).Where(second => run.Client.Series[second, (int)ClientSeries.Submitted] > 0);
}
