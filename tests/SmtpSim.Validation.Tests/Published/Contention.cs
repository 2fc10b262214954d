using System.Globalization;
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

    private static readonly (string Law, string Title, string Retry)[] Laws =
    [
        ("none", "none", "{ fixed: 1us }"),
        ("exponential", "exponential", "{ exponential: { base: 10ms, max: 2s, jitter: none } }"),
        ("equal", "equal jitter", "{ exponential: { base: 10ms, max: 2s, jitter: equal } }"),
        ("full", "full jitter", "{ exponential: { base: 10ms, max: 2s, jitter: full } }"),
        ("decorrelated", "decorrelated jitter", "{ exponential: { base: 5ms, max: 2s, jitter: decorrelated } }"),
    ];

    public static IReadOnlyList<Experiment> Experiments { get; } =
    [
        Exact(1, "1"),
        Exact(2, "3"),
        .. from clients in new[] { 10, 50, 100 } from law in Laws select Cell(clients, law),
    ];

    private static Experiment Cell(int clients, (string Law, string Title, string Retry) law)
    {
        var cell = string.Create(CultureInfo.InvariantCulture, $"clients={clients} back-off={law.Law}");
        var (calls, time) = (PublishedFigures.Of("contention", cell, "attempts"), PublishedFigures.Of("contention", cell, "delay.max"));
        return new Experiment
        {
            Section = Sections.Published,
            Title = "Exponential back-off and jitter",
            Case = $"{clients} clients, {law.Title}",
            Scenario = "contention",
            Sets = [$"clients.crowd.count={clients}", $"clients.crowd.retry={law.Retry}"],
            Replications = Replications(clients, law.Law),
            Measured = Measured,
            Claims =
            [
                new MeanClaim("calls", calls.Value, run => run.Client[ClientCounter.Attempts], Sources.Aws) { Slack = calls.Within },
                new MeanClaim("time in ms", Milliseconds(time.Value), run => run.Client.Delay.Max / (double)SimDuration.TicksPerMillisecond, Sources.Aws)
                {
                    Slack = Milliseconds(time.Within),
                },
            ],
        };
    }

    /// <summary>The last of few has a time that varies by half: so many runs that its mean is known to 2 %.</summary>
    private static int Replications(int clients, string law) => clients switch
    {
        10 => law == "exponential" ? 2600 : 1500,
        50 => 800,
        _ => 500,
    };

    private static double Milliseconds(double seconds) => Math.Round(1000 * seconds, 6);

    private static Experiment Exact(int clients, string calls) => new()
    {
        Section = Sections.Exact,
        Title = "Contention of one and of two clients",
        Case = clients == 1 ? "one client" : "two clients",
        Scenario = "contention",
        Sets = [$"clients.crowd.count={clients}"],
        Replications = 100,
        Measured = "Alone a client makes one call. Of two both read before either has written, so one writes in vain, reads anew and writes: three, however long each takes.",
        Claims = [new ExactClaim("calls", calls, run => run.Client[ClientCounter.Attempts].ToString(CultureInfo.InvariantCulture), Sources.Aws)],
    };
}
