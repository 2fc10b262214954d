using SmtpSim.Model;

namespace SmtpSim.Validation.Tests;

/// <summary>Relays in a row: what leaves one queue as a Poisson process comes to the next as one (Burke 1956).</summary>
internal static class TandemRelays
{
    private static readonly QueueingModel Jackson = new("Jackson tandem M/M/1 x3 (relay chain)", "lambda=0.8,mu=[1.0, 1.2, 2.0]", Sources.Gross);

    private static readonly string[] Servers = ["edge", "filter", "store"];

    public static IReadOnlyList<Experiment> Experiments { get; } =
    [
        new Experiment
        {
            Section = Sections.Queues,
            Title = "Jackson's tandem: two relays and a store, rates 1, 1.2 and 2, load 0.8",
            Scenario = "tandem",
            Measured = "W_total is the time from submission to acceptance by the last server, followed end to end, with 42 segments of 1 us; L_total is the sum of the "
                + "numbers at the three servers, over time.",
            Claims =
            [
                Jackson.Claim("W_total", run => run.Result.EndToEnd[0].Delay.MeanSeconds()),
                Jackson.Claim("L_total", run => Servers.Sum(server => run.Mean(run.ServerOf(server), ServerSeries.BusyArea) + run.Mean(run.ServerOf(server), ServerSeries.WaitingArea))),
            ],
        },
    ];
}
