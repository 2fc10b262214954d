using System.Globalization;
using SmtpSim.Model;

namespace SmtpSim.Validation.Tests;

/// <summary>Overload that outlives its cause, because retries keep it alive.</summary>
internal static class MetastableFailures
{
    private const string Osdi = "One FIFO server of 2000 texts a second, Poisson arrivals of 755 a second, a time-out of 3 s and four resends without back-off; copies that nobody "
        + "waits for any more are worked on. At 60 s the server slows down. Observed: what is delivered of what is submitted, and attempts per message, in the last 30 s of three minutes.";

    private const string HotOs = "One FIFO server of 300 texts a second that stops for 10 s at 60 s, a time-out of 1 s, one retry, steady arrivals. "
        + "Recovery is the time from the end of the stop to the last message that timed out at its first attempt.";

    public static IReadOnlyList<Experiment> Experiments { get; } =
    [
        Case("a", "capacity × 0.225 for 10 s", "factor: 0.225", "10s", 755, recovers: true),
        Case("b", "capacity × 0.20 for 10 s", "factor: 0.2", "10s", 755, recovers: false),
        Case("c", "capacity × 0.20 for 9 s", "factor: 0.2", "9s", 755, recovers: true),
        Case("d", "capacity × 0.20 for 10 s, 0.7 of the load", "factor: 0.2", "10s", 528.5, recovers: true),
        Storm("280 a second, one retry", [], Stuck(560)),
        Storm("280 a second, no retry", ["clients.crowd.retry.max-attempts=1"], Recovers(125, 1)),
        Storm("100 a second, one retry", ["traffic[0].arrivals.every=10ms"], Recovers(16, 0.5)),
        Storm("130 a second, one retry", ["traffic[0].arrivals.every=7692.3us"], Recovers(54.25, 0.5)),
        Storm("140 a second, one retry", ["traffic[0].arrivals.every=7142.9us"], Recovers(118, 2)),
        Storm("160 a second, one retry", ["traffic[0].arrivals.every=6250us"], Stuck(320)),
        Storm("280 a second, last in first out", ["servers.mx.queue=lifo"], AtOnce()),
        Storm("280 a second, a queue of 150", ["servers.mx.queue={ places: 150 }"], AtOnce()),
        Storm("280 a second, a queue of 600", ["servers.mx.queue={ places: 600 }"], NothingDelivered()),
        Storm("280 a second, back-off of 1 s with full jitter", ["clients.crowd.retry={ exponential: { base: 1s, max: 1s, jitter: full }, max-attempts: 2 }"], Stuck(560)),
        Storm("280 a second, back-off of 30 s with full jitter", ["clients.crowd.retry={ exponential: { base: 30s, max: 30s, jitter: full }, max-attempts: 2 }"], Stuck(560)),
    ];

    private static Experiment Case(string letter, string what, string factor, string length, double rate, bool recovers) => new()
    {
        Section = Sections.Published,
        Title = "Metastable failures",
        Case = $"{letter}: {what}",
        Scenario = "metastable",
        Sets = [$"servers.mx.pace.capacity=[{{ at: 60s, for: {length}, {factor} }}]", .. rate == 755 ? Array.Empty<string>() : [FormattableString.Invariant($"traffic[0].arrivals.poisson={rate}/s")]],
        Replications = 10,
        Measured = Osdi,
        Claims =
        [
            new ShapeClaim("fate", recovers ? "recovers: 100 %, 1.00 attempts" : "never recovers: 0 %, 5.00 attempts", runs =>
            {
                var ends = runs.Select(run => LastSeconds(run, 30)).ToArray();
                var holds = ends.All(end => recovers ? end.Goodput > 0.97 && Math.Abs(end.Attempts - 1) < 0.005 : end.Goodput == 0 && Math.Abs(end.Attempts - 5) < 0.1);
                return (string.Create(CultureInfo.InvariantCulture, $"{ends.Average(end => end.Goodput):0 %}, {ends.Average(end => end.Attempts):0.00} attempts, all of ten runs"), holds);
            }, Sources.Osdi),
        ],
    };

    private static (double Goodput, double Attempts) LastSeconds(Run run, int seconds)
    {
        var series = run.Client.Series;
        var first = (int)((run.World.End / Kernel.SimDuration.TicksPerSecond - seconds) * Kernel.SimDuration.TicksPerSecond / run.World.SeriesWidth);
        double Sum(ClientSeries field) => Enumerable.Range(first, series.Rows - first).Sum(row => (double)series[row, (int)field]);
        return (Sum(ClientSeries.Delivered) / Sum(ClientSeries.Submitted), Sum(ClientSeries.Attempts) / Sum(ClientSeries.Submitted));
    }

    private static Experiment Storm(string what, string[] sets, Claim claim) => new()
    {
        Section = Sections.Published,
        Title = "Retry storm",
        Case = what,
        Scenario = "retry-storm",
        Sets = sets,
        Replications = 1,
        Measured = HotOs,
        Claims = [claim],
    };

    private static ShapeClaim Stuck(double attempts) => new("in the last minute of ten", $"{attempts} attempts/s, nothing delivered", runs =>
    {
        var (tried, delivered) = LastMinute(runs[0]);
        return (string.Create(CultureInfo.InvariantCulture, $"{tried:0.0} attempts/s, {delivered:0.0} delivered"), Math.Abs(tried - attempts) < 0.01 * attempts && delivered == 0);
    }, Sources.HotOs);

    private static ShapeClaim NothingDelivered() => new("in the last minute of ten", "nothing delivered", runs =>
    {
        var (_, delivered) = LastMinute(runs[0]);
        return (string.Create(CultureInfo.InvariantCulture, $"{delivered:0.0} delivered/s"), delivered == 0);
    }, Sources.HotOs);

    private static ShapeClaim Recovers(double seconds, double tolerance) => new("recovery", FormattableString.Invariant($"{seconds:0.#} s (± {tolerance:0.#} s)"), runs =>
    {
        var recovery = RecoveryOf(runs[0]);
        return (string.Create(CultureInfo.InvariantCulture, $"{recovery:0.0} s"), Math.Abs(recovery - seconds) <= tolerance);
    }, Sources.HotOs);

    private static ShapeClaim AtOnce() => new("all new mail delivered again", "at once", runs =>
    {
        var recovery = DeliversAgainAfter(runs[0]);
        return (string.Create(CultureInfo.InvariantCulture, $"after {recovery:0.0} s"), recovery < 2);
    }, Sources.HotOs);

    private static (double Attempts, double Delivered) LastMinute(Run run)
    {
        var series = run.Client.Series;
        var rows = Enumerable.Range(5400, 600).ToArray();
        return (rows.Sum(row => (double)series[row, (int)ClientSeries.Attempts]) / 60, rows.Sum(row => (double)series[row, (int)ClientSeries.Delivered]) / 60);
    }

    /// <summary>From 70 s to a second before the last session that failed: what failed then began then.</summary>
    private static double RecoveryOf(Run run)
    {
        var series = run.Client.Series;
        var last = Enumerable.Range(0, series.Rows).Last(row => series[row, (int)ClientSeries.SessionsFailed] > 0);
        return last / 10.0 + 0.1 - 1 - 70;
    }

    /// <summary>From 70 s to the first second in which as much is delivered as submitted, or more.</summary>
    private static double DeliversAgainAfter(Run run)
    {
        var series = run.Client.Series;
        double Sum(int row, ClientSeries field) => Enumerable.Range(row, 10).Sum(i => (double)series[i, (int)field]);
        return (Enumerable.Range(700, 5000).First(row => Sum(row, ClientSeries.Delivered) >= 0.99 * Sum(row, ClientSeries.Submitted)) - 700) / 10.0;
    }
}
