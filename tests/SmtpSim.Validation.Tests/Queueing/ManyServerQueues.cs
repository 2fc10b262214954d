using SmtpSim.Model;

namespace SmtpSim.Validation.Tests;

/// <summary>Several workers, and systems that turn customers away.</summary>
internal static class ManyServerQueues
{
    private const string Source = Sources.Gross;

    private static readonly QueueingModel Mmc = new("M/M/c", "c=4,a=3.0,mu=1.0", Source);
    private static readonly QueueingModel Mm1K = new("M/M/c/K", "c=1,K=10,lambda=1.2,mu=1.0", Source);

    public static IReadOnlyList<Experiment> Experiments { get; } =
    [
        new Experiment
        {
            Section = Sections.Queues,
            Title = "M/M/4, load 0.75",
            Scenario = "mm4",
            Measured = "As M/M/1, with four workers. ErlangC is the share of texts that wait.",
            Claims =
            [
                Mmc.Claim("rho", run => run.Mean(ServerSeries.BusyArea) / 4),
                Mmc.Claim("ErlangC", run => run.Server.Wait.ShareAboveZero()),
                Mmc.Claim("L", run => run.Mean(ServerSeries.BusyArea) + run.Mean(ServerSeries.WaitingArea)),
                Mmc.Claim("Lq", run => run.Mean(ServerSeries.WaitingArea)),
                Mmc.Claim("W", run => run.Server.Sojourn.MeanSeconds()),
                Mmc.Claim("Wq", run => run.Server.Wait.MeanSeconds()),
                .. from percent in new[] { 50, 90, 95, 99 } select Mmc.Claim($"W_p{percent}", run => run.Server.Sojourn.QuantileSeconds(percent / 100.0)),
                .. from percent in new[] { 90, 95, 99 } select Mmc.Claim($"Wq_p{percent}", run => run.Server.Wait.QuantileSeconds(percent / 100.0)),
                Mmc.Claim("Wq_p999", run => run.Server.Wait.QuantileSeconds(0.999)),
                // The median wait is next to the jump at zero: as a time it would need a hundred times the runs, as a share it is sharp.
                new MeanClaim("P(Wq <= Wq_p50)", 0.5, run => run.Server.Wait.ShareUpTo(QueueingTable.Value(Mmc.Model, Mmc.Parameters, "Wq_p50")), Source),
            ],
        },
        Loss(5, 3, "exponential", "exponential: 999.988ms"),
        Loss(5, 3, "constant", "constant: 999.988ms"),
        Loss(5, 3, "hyperexponential", "hyperexponential: { mean: 999.988ms, cv2: 4 }"),
        Loss(10, 8, "exponential", "exponential: 999.988ms"),
        Loss(10, 8, "constant", "constant: 999.988ms"),
        Loss(10, 8, "hyperexponential", "hyperexponential: { mean: 999.988ms, cv2: 4 }"),
        new Experiment
        {
            Section = Sections.Queues,
            Title = "M/M/1/10, load 1.2",
            Scenario = "mm1k",
            Measured = "One worker and room for ten sessions: whoever comes eleventh is greeted with 421 and does not come back. A session is held for its text "
                + "and twelve segments of 1 us. L counts sessions, Lq texts that wait; W and Wq are of the texts, which 1.2e-5 s are missing from.",
            Claims =
            [
                Mm1K.Claim("P_block", run => Blocked(run)),
                Mm1K.Claim("P0", run => 1 - run.Mean(ServerSeries.BusyArea)),
                Mm1K.Claim("lambda_eff", run => run.Server[ServerCounter.SessionsOpened] / run.Length),
                Mm1K.Claim("L", run => run.Mean(ServerSeries.SessionArea)),
                Mm1K.Claim("Lq", run => run.Mean(ServerSeries.WaitingArea)),
                Mm1K.Claim("W", run => run.Server.Sojourn.MeanSeconds()),
                Mm1K.Claim("Wq", run => run.Server.Wait.MeanSeconds()),
                Mm1K.Claim("util", run => run.Mean(ServerSeries.BusyArea)),
                Mm1K.Claim("P_wait_given_accepted", run => run.Server.Wait.ShareAboveZero()),
            ],
        },
    ];

    private static Experiment Loss(int sessions, int load, string law, string service)
    {
        var model = new QueueingModel("M/M/c/c (=M/G/c/c)", $"c={sessions},a={load},mu=1", Source);
        return new Experiment
        {
            Section = Sections.Queues,
            Title = $"Erlang B: {sessions} sessions, {load} Erlang",
            Case = law,
            Scenario = $"erlang-b-{sessions}",
            Sets = law == "exponential" ? [] : [$"servers.mx.service.body={{ {service} }}"],
            Measured = "Three laws of the holding time. Sessions beyond the limit are greeted with 421 and do not come back. A session is held for its text and twelve segments of 1 us, 1 s together.",
            Claims =
            [
                model.Claim("ErlangB", run => Blocked(run)),
                model.Claim("carried", run => run.Mean(ServerSeries.SessionArea)),
                model.Claim("util", run => run.Mean(ServerSeries.SessionArea) / sessions),
            ],
        };
    }

    private static double Blocked(Run run)
        => run.Server[ServerCounter.SessionsOverLimit] / (double)(run.Server[ServerCounter.SessionsOverLimit] + run.Server[ServerCounter.SessionsOpened]);
}
