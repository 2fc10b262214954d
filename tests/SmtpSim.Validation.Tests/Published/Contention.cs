using SmtpSim.Kernel;
using SmtpSim.Model;

namespace SmtpSim.Validation.Tests;

/// <summary>Clients that contend for one version-checked mailbox: "Exponential Backoff And Jitter".</summary>
internal static class Contention
{
    private const string Measured =
        "N clients contend for one mailbox: RCPT tells its version, and the end of mail data is answered 451 when it has changed since. One way takes "
        + "|Normal(10, 2)| ms, and stands as work of a step so that connecting costs nothing; back-off from 5 ms to 2 s. Calls are attempts, until all are through; "
        + "time is when the last one is.";

    private static readonly (string Law, string Retry)[] Laws =
    [
        ("none", "{ fixed: 1us }"),
        ("exponential", "{ exponential: { base: 10ms, max: 2s, jitter: none } }"),
        ("equal jitter", "{ exponential: { base: 10ms, max: 2s, jitter: equal } }"),
        ("full jitter", "{ exponential: { base: 10ms, max: 2s, jitter: full } }"),
        ("decorrelated jitter", "{ exponential: { base: 5ms, max: 2s, jitter: decorrelated } }"),
    ];

    /// <summary>By number of clients, in the order of <see cref="Laws"/>: calls and time in ms, each with its half-width.</summary>
    private static readonly (int Clients, (double Calls, double CallsHalf, double Time, double TimeHalf)[] Cells)[] Table =
    [
        (10, [(50.9, .5, 379, 5), (51.2, .5, 3553, 167), (42.5, .3, 720, 25), (39.1, .3, 463, 14), (37.7, .3, 443, 12)]),
        (50, [(691.0, 2.4, 1141, 6), (624.8, 4.1, 36390, 438), (347.2, .9, 4290, 82), (332.6, .7, 2892, 79), (375.2, 1.8, 2196, 68)]),
        (100, [(2425.3, 4.4, 2031, 6), (1853.2, 7.7, 63442, 512), (812.7, 1.1, 6611, 88), (794.6, .9, 4866, 73), (1002.3, 3.8, 4672, 91)]),
    ];

    public static IReadOnlyList<Experiment> Experiments { get; } =
    [
        Exact(1, "1"),
        Exact(2, "3"),
        .. from row in Table from i in Enumerable.Range(0, Laws.Length) select Cell(row.Clients, Laws[i], row.Cells[i]),
    ];

    private static Experiment Cell(int clients, (string Law, string Retry) law, (double Calls, double CallsHalf, double Time, double TimeHalf) cell) => new()
    {
        Section = Sections.Published,
        Title = "Exponential back-off and jitter",
        Case = $"{clients} clients, {law.Law}",
        Scenario = "contention",
        Sets = [$"clients.crowd.count={clients}", $"clients.crowd.retry={law.Retry}"],
        Replications = 200,
        Measured = Measured,
        Claims =
        [
            new MeanClaim("calls", cell.Calls, run => run.Client[ClientCounter.Attempts], Sources.Aws) { Slack = cell.CallsHalf },
            new MeanClaim("time in ms", cell.Time, run => run.Client.Delay.Max / (double)SimDuration.TicksPerMillisecond, Sources.Aws) { Slack = cell.TimeHalf, Widest = 0.07 },
        ],
    };

    private static Experiment Exact(int clients, string calls) => new()
    {
        Section = Sections.Exact,
        Title = "Contention of one and of two clients",
        Case = clients == 1 ? "one client" : "two clients",
        Scenario = "contention",
        Sets = [$"clients.crowd.count={clients}"],
        Replications = 100,
        Measured = "Alone a client makes one call. Of two both read before either has written, so one writes in vain, reads anew and writes: three, however long each takes.",
        Claims = [new ExactClaim("calls", calls, run => run.Client[ClientCounter.Attempts].ToString(System.Globalization.CultureInfo.InvariantCulture), Sources.Aws)],
    };
}
