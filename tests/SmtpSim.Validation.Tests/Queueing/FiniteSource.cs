using SmtpSim.Model;

namespace SmtpSim.Validation.Tests;

/// <summary>Closed traffic: nobody submits while they wait.</summary>
internal static class FiniteSource
{
    private static readonly QueueingModel Repair = new("M/M/c//N (machine repair)", "N=20,c=1,Z=9.0,S=1.0", Sources.Gross);

    public static IReadOnlyList<Experiment> Experiments { get; } =
    [
        new Experiment
        {
            Section = Sections.Queues,
            Title = "Finite source M/M/1//20: think time 9 s, service 1 s",
            Scenario = "finite-source",
            Replications = 120,
            Measured = "Twenty users of one client each think, send a message and wait for its fate. X is the rate of texts, R the time of a text at the server; 16 "
                + "segments of 1 us are part of no figure. A user who sleeps is as idle as one whose segments travel, so P_all_idle is the worker's idle share.",
            Claims =
            [
                Repair.Claim("X", run => run.Server[ServerCounter.MessagesAccepted] / run.Length),
                Repair.Claim("util", run => run.Mean(ServerSeries.BusyArea)),
                Repair.Claim("L", run => run.Mean(ServerSeries.BusyArea) + run.Mean(ServerSeries.WaitingArea)),
                Repair.Claim("R", run => run.Server.Sojourn.MeanSeconds()),
                Repair.Claim("Wq", run => run.Server.Wait.MeanSeconds()),
                Repair.Claim("P_all_idle", run => 1 - run.Mean(ServerSeries.BusyArea)),
                Repair.Claim("P_wait", run => run.Server.Wait.ShareAboveZero()),
            ],
        },
    ];
}
