using SmtpSim.Kernel;
using SmtpSim.Model;

namespace SmtpSim.Results.Tests;

public sealed class RunSummaryTests
{
    private static readonly RunSummary Summary = RunSummary.Of(SampleRun.Result());

    [Fact]
    public void Client_Figures_AreThoseOfItsMetrics()
    {
        var client = Summary.Clients[0];

        Assert.Equal(("patient", 2L), (client.Name, client.Hosts));
        Assert.Equal(new Fates(4, 3, 1, 0, 0, 0), client.Messages);
        Assert.Equal((0.75, 1.5), (client.DeliveredRatio, client.Amplification));
        Assert.Equal((6, 2), (client.Attempts, client.Retries));
        Assert.Equal((3L, 3.0, 6.0), (client.DeliveryDelayS.Count, client.DeliveryDelayS.Mean!.Value, client.DeliveryDelayS.Max!.Value));
        Assert.InRange(client.DeliveryDelayS.P50!.Value, 2 * (1 - 1 / 256.0), 2 * (1 + 1 / 256.0));
        Assert.Equal((5L, 1L), (client.Sessions.Completed.ConnectionTermination, client.Sessions.Refused.ConnectionEstablishment));
        Assert.Equal([new(250, 7L), new(451, 2L)], client.Replies);
    }

    [Fact]
    public void Goodput_IsDeliveredOverTheScenariosDuration() =>
        Assert.Equal(new Goodput(3 / 40.0, 300), Summary.Clients[0].Goodput);

    [Fact]
    public void Goodput_OfAnInterruptedRun_IsOverTheTimeSimulated() =>
        Assert.Equal(3 / 25.0, RunSummary.Of(SampleRun.Result(complete: false)).Clients[0].Goodput.MessagesPerS);

    [Fact]
    public void PeakSessions_IsTheBusiestBinAndHost() =>
        // Second bin: two sessions for 5 s and one for 10 s.
        Assert.Equal(new PeakSessions(3, 2, 10), Summary.Clients[0].PeakSessions);

    [Fact]
    public void Workers_Utilisation_IsOverTheBinsOfTheTraffic()
    {
        var workers = Summary.Servers[0].Workers!;

        Assert.Equal((4L, 20.0), (workers.Count, workers.BusyS));
        Assert.Equal(20 / 160.0, workers.Utilisation);
        Assert.Equal(10 / 40.0, workers.UtilisationPeak);
        Assert.Null(Summary.Servers[1].Workers);
    }

    [Fact]
    public void Total_AddsCountsAndTakesTheLargestPeak()
    {
        Assert.Equal((3L, 4L), (Summary.Total.Clients.Hosts, Summary.Total.Clients.Messages.Submitted));
        Assert.Equal((3L, 6L), (Summary.Total.Servers.Hosts, Summary.Total.Servers.Sessions.Opened));
        Assert.Equal(5, Summary.Total.Servers.PeakSessions.PerHost);
        // The server without a limit of workers has no part in their utilisation.
        Assert.Equal(Summary.Servers[0].Workers, Summary.Total.Servers.Workers);
    }

    [Fact]
    public void EmptyGroup_HasNullsWhereThereIsNoNumber()
    {
        var silent = Summary.Clients[1];

        Assert.Null(silent.DeliveredRatio);
        Assert.Null(silent.Amplification);
        Assert.Equal(new TallySummary(0, null, null, null, null, null, null, null), silent.DeliveryDelayS);
        Assert.Equal(new PeakSessions(0, 0, null), silent.PeakSessions);
    }

    [Fact]
    public void NothingHappened_GivesZerosAndNulls()
    {
        var nothing = RunSummary.Of(new RunResult
        {
            Scenario = SampleRun.Scenario,
            Clients = [.. SampleRun.Scenario.Clients.Select(_ => new ClientMetrics(SampleRun.Scenario.SeriesInterval.Ticks))],
            Servers = [.. SampleRun.Scenario.Servers.Select(_ => new ServerMetrics(SampleRun.Scenario.SeriesInterval.Ticks))],
            Events = 0,
            LastEvent = SimTime.Zero,
            Digest = SampleRun.Digest,
            Complete = false,
        });

        Assert.Null(nothing.Total.Clients.Goodput.MessagesPerS);
        Assert.Null(nothing.Total.Servers.Workers!.Utilisation);
    }
}
