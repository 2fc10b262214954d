using SmtpSim.Kernel;
using SmtpSim.Model;

namespace SmtpSim.Validation.Tests;

/// <summary>Clients that are turned away come back after an exponential time: the orbit.</summary>
internal static class RetrialQueues
{
    private static readonly (string Metric, Func<Run, double> Figure)[] Figures =
    [
        ("P_busy", run => run.Mean(ServerSeries.SessionArea)),
        ("E_busy", run => run.Mean(ServerSeries.SessionArea)),
        ("EN_orbit", Orbit),
        ("sdN", run => run.Population.StandardDeviation),
        ("W_orbit", run => Orbit(run) * run.Length / run.Client[ClientCounter.MessagesSubmitted]),
        ("W_total", run => run.Client.Delay.MeanSeconds()),
        ("attempts_per_msg", run => run.Client.AttemptsPerMessage.Mean),
        ("P_first_attempt_blocked", BlockedAtFirst),
        ("P_block_primary", BlockedAtFirst),
        ("retry_frac_of_attempts", run => run.Client[ClientCounter.Retries] / (double)run.Client[ClientCounter.Attempts]),
        ("p_block_any_attempt", run => run.Server[ServerCounter.SessionsOverLimit]
            / (double)(run.Server[ServerCounter.SessionsOverLimit] + run.Server[ServerCounter.SessionsOpened])),
    ];

    public static IReadOnlyList<Experiment> Experiments { get; } =
    [
        Retrial("M/M/1/1 retrial: load 0.5, retries after 1 s", "retrial-1", "M/M/1/1 retrial", "lambda=0.5,mu=1.0,nu=1.0"),
        Retrial("M/M/1/1 retrial: load 0.8, retries after 10 s", "retrial-slow", "M/M/1/1 retrial", "lambda=0.8,mu=1.0,nu=0.1", replications: 24),
        Retrial("M/M/2/2 retrial: one Erlang, retries after 1 s", "retrial-2", "M/M/c/c retrial (numeric QBD)", "c=2,lambda=1.0,mu=1,nu=1.0,N=300"),
    ];

    private static Experiment Retrial(string title, string scenario, string model, string parameters, int replications = 12)
    {
        var rows = new QueueingModel(model, parameters, Sources.Falin);
        return new Experiment
        {
            Section = Sections.Queues,
            Title = title,
            Scenario = scenario,
            Replications = replications,
            LookEvery = SimDuration.FromSeconds(1),
            Measured = "Who finds the server's sessions taken is greeted with 421 and comes back after an exponential time, until it is let in. The orbit is what "
                + "rests between two attempts: EN_orbit from the areas of messages queued and of sessions, sdN from a look every second.",
            Claims = [.. from figure in Figures where QueueingTable.Has(model, parameters, figure.Metric) select rows.Claim(figure.Metric, figure.Figure)],
        };
    }

    private static double Orbit(Run run) => run.Mean(ClientSeries.QueueArea) - run.Mean(ClientSeries.SessionArea);

    private static double BlockedAtFirst(Run run) => 1 - run.Client.AttemptsPerMessage.Buckets[1] / (double)run.Client.AttemptsPerMessage.Count;
}
