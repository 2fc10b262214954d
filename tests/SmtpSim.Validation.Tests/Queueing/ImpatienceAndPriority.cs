using SmtpSim.Model;

namespace SmtpSim.Validation.Tests;

/// <summary>Queues that are not first come first served, or that clients leave.</summary>
internal static class ImpatienceAndPriority
{
    private static readonly QueueingModel ErlangA = new("M/M/c+M (Erlang-A)", "c=10,lambda=10.0,mu=1.0,theta=0.5", Sources.Garnett);
    private static readonly QueueingModel Cobham = new("M/M/1 non-preemptive priority (Cobham)", "l1=0.2,l2=0.7,mu=1", Sources.Gross);

    public static IReadOnlyList<Experiment> Experiments { get; } =
    [
        new Experiment
        {
            Section = Sections.Queues,
            Title = "Erlang-A: ten workers, ten Erlang, mean patience 2 s",
            Scenario = "erlang-a",
            Measured = "A client gives up an exponential time after its final dot, and the server drops what waits and is left. Who is left while being served is "
                + "served to the end, so the workers see Erlang-A. P_abandon is the share of texts whose work was dropped, P_wait the share that met busy workers, Wq_all "
                + "the wait over all texts, those that gave up included.",
            Claims =
            [
                ErlangA.Claim("P_abandon", run => run.Server[ServerCounter.CommandsStale] / Texts(run)),
                ErlangA.Claim("P_wait", run => 1 - run.Server.Wait.Buckets[0] / Texts(run)),
                ErlangA.Claim("Lq", run => run.Mean(ServerSeries.WaitingArea)),
                ErlangA.Claim("Wq_all", run => run.Mean(ServerSeries.WaitingArea) * run.Length / Texts(run)),
                ErlangA.Claim("util", run => run.Mean(ServerSeries.BusyArea) / 10),
            ],
        },
        new Experiment
        {
            Section = Sections.Queues,
            Title = "M/M/1 with two classes, non-pre-emptive: loads 0.2 and 0.7",
            Scenario = "priorities",
            Measured = "Texts of one client group go first. Wq of a class is its clients' mean delay from submission to 250 without 1 s of service and fourteen segments "
                + "of 1 us; Wq_mean is the server's wait over all texts.",
            Claims =
            [
                Cobham.Claim("Wq_high", run => WaitOf(run, "urgent")),
                Cobham.Claim("Wq_low", run => WaitOf(run, "bulk")),
                Cobham.Claim("Wq_mean", run => run.Server.Wait.MeanSeconds()),
            ],
        },
    ];

    private static double Texts(Run run) => run.Server.Wait.Count + run.Server[ServerCounter.CommandsStale];

    private static double WaitOf(Run run, string clients) => run.ClientOf(clients).Delay.MeanSeconds() - 1 - 14e-6;
}
