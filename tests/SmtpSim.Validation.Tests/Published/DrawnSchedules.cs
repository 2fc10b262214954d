using System.Globalization;

namespace SmtpSim.Validation.Tests;

/// <summary>Retry schedules that queue runs or chance have a part in: every wait of every run keeps to the rule.</summary>
internal static class DrawnSchedules
{
    /// <summary>Ticks are rounded; times are in seconds.</summary>
    private const double Tick = 1e-6;

    public static IReadOnlyList<Experiment> Experiments { get; } =
    [
        new Experiment
        {
            Section = Sections.Exact,
            Title = "Attempt times with queue runs and with chance",
            Scenario = "retry-schedules-drawn",
            Replications = 20,
            Measured = "As above. By how much a wait is longer than its rule says without queue runs and chance, smallest and largest over all waits of all runs: it must lie in the "
                + "range that queue runs or draws leave.",
            Claims =
            [
                Excess("postfix", "from 0 s to a queue run of 300 s", 0, 300, (time, _) => Math.Clamp(time, 300, 4000)),
                Grid("postfix", 300),
                Grid("sendmail", 600),
                Excess("chasquid", "from 0 s to 60 s", 0, 60, (time, _) => time < 60 ? 60 : time < 300 ? 300 : time < 600 ? 600 : 1200),
                Excess("kumomta", "from -30 s to 30 s", -30, 30, (_, attempt) => 1200 * Math.Pow(2, attempt - 1)),
                new ExactClaim("rfc5321: first six attempts", "0, 1800, 9000, 16200, 23400, 30600",
                    run => string.Join(", ", run.AttemptsOf("rfc5321").Take(6).Select(time => time.ToString(CultureInfo.InvariantCulture))), Sources.Mtas),
            ],
        },
    ];

    /// <param name="client">The client.</param>
    /// <param name="expected">In words.</param>
    /// <param name="least">The least that a wait may be longer.</param>
    /// <param name="most">The most.</param>
    /// <param name="wait">The wait after an attempt at an age in seconds and with a number from 1.</param>
    private static ShapeClaim Excess(string client, string expected, double least, double most, Func<double, int, double> wait)
        => new($"{client}: excess over the rule", expected, runs =>
        {
            var excesses = runs.SelectMany(run =>
            {
                var times = run.AttemptsOf(client);
                return times.Skip(1).Select((time, i) => time - times[i] - wait(times[i], i + 1));
            }).ToArray();
            var (low, high) = (excesses.Min(), excesses.Max());
            var text = string.Create(CultureInfo.InvariantCulture, $"from {low:0.0} s to {high:0.0} s over {excesses.Length} waits");
            return (text.Replace("-0.0", "0.0", StringComparison.Ordinal), low >= least - Tick && high <= most + Tick && high - low > 0.8 * (most - least));
        }, Sources.Mtas);

    private static ShapeClaim Grid(string client, double interval)
        => new($"{client}: distance of attempts after the first", FormattableString.Invariant($"multiples of {interval} s"), runs =>
        {
            var off = runs.SelectMany(run => run.AttemptsOf(client) is var times ? times.Skip(2).Select(time => Math.Abs(Math.IEEERemainder(time - times[1], interval))) : []).ToArray();
            return (string.Create(CultureInfo.InvariantCulture, $"off by {off.Max():0.0} s at most, of {off.Length}"), off.Max() < Tick);
        }, Sources.Mtas);
}
