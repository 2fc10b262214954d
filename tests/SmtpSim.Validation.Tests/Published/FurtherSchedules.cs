using System.Globalization;
using SmtpSim.Kernel;
using SmtpSim.Model;

namespace SmtpSim.Validation.Tests;

/// <summary>Schedules of no particular software, queue runs that a message comes at the moment of, and totals; each against a greylist too.</summary>
internal static class FurtherSchedules
{
    private const string Plain = "retry-schedules-plain";
    private const string AtRun = "retry-schedules-queue-run";

    public static IReadOnlyList<Experiment> Experiments { get; } =
    [
        new Experiment
        {
            Section = Sections.Exact,
            Title = "Attempt times of a message that comes at a queue run",
            Scenario = AtRun,
            Replications = 1,
            Measured = "As above; the phase of a client's queue runs is drawn from the seed, and the message is submitted at the tick of the first of them.",
            Claims =
            [
                First("postfix", 10, "0, 300, 600, 1200, 2400, 4800, 9000, 13200, 17400, 21600"),
                new ExactClaim("postfix: attempts within 1 h / 4 h / 24 h", "5 / 8 / 25",
                    run => string.Join(" / ", new[] { 1, 4, 24 }.Select(hours => run.AttemptsOf("postfix").Count(time => time <= hours * 3600))), Sources.Mtas),
                Total("postfix", "108, 433200"),
                First("sendmail", 6, "0, 600, 1200, 1800, 2400, 3000"),
                Total("sendmail", "721, 432000"),
            ],
        },
        new Experiment
        {
            Section = Sections.Exact,
            Title = "Attempt times of further schedules",
            Scenario = Plain,
            Replications = 20,
            Measured = "As above. The rules stand in the scenario's file; `exim-h` is Exim's `H`, which draws the second half of what the wait would grow by.",
            Claims =
            [
                First("none", 8, "0"),
                First("fixed", 8, "0, 600, 1200, 1800, 2400, 3000, 3600, 4200"),
                First("exponential", 8, "0, 60, 180, 420, 900, 1860, 3780, 7380"),
                First("linear", 8, "0, 60, 180, 360, 600, 900, 1200, 1500"),
                First("waits", 8, "0, 60, 360, 2160, 3960, 5760, 7560, 9360"),
                Total("opensmtpd", "30, 336400"),
                Total("haraka", "13, 262080"),
                Between("random: waits", "from 510 s to 740 s", "random", 510, 740, (wait, _) => wait),
                First("exim-h", 2, "0, 3600"),
                // Interval + half of the growth + a draw from the other half, in whole seconds.
                Between("exim-h: share of the growth, after the second attempt", "from 0.5 to 1", "exim-h", 0.5, 1, (wait, before) => (wait - 3600) / (1.5 * before - 3600)),
            ],
        },
        .. Greylists(300, "600 s (2)", "420 s (4)", "360 s (4)", "360 s (3)", "1800 s (2)", "400 s (2)", "540 s (6)", "448 s (4)", 2, 3, 2),
        .. Greylists(1500, "1800 s (4)", "1860 s (6)", "1500 s (8)", "2160 s (4)", "1800 s (2)", "1600 s (3)", "1740 s (10)", "1984 s (6)", 4, 5, 3),
        .. Greylists(3600, "3600 s (7)", "3780 s (7)", "3600 s (15)", "3960 s (5)", "9000 s (3)", "3600 s (4)", "3840 s (14)", "4032 s (7)", 0, 0, 0),
        Runs(300, "300 s (2)", "600 s (2)"),
        Runs(1500, "2400 s (5)", "1800 s (4)"),
        Runs(3600, "4800 s (6)", "3600 s (7)"),
    ];

    private static ExactClaim First(string client, int number, string times) => new($"{client}: first attempts", times,
        run => string.Join(", ", run.AttemptsOf(client).Take(number).Select(Text)), SourceOf(client));

    private static ExactClaim Total(string client, string expected) => new($"{client}: attempts, the last of them", expected,
        run => run.AttemptsOf(client) is var times ? $"{times.Count}, {Text(times[^1])}" : "", Sources.Mtas);

    /// <param name="quantity">What is drawn.</param>
    /// <param name="expected">In words.</param>
    /// <param name="client">The client.</param>
    /// <param name="least">The least that it may be.</param>
    /// <param name="most">The most.</param>
    /// <param name="figure">It, from a wait and the wait before, both in seconds.</param>
    private static ShapeClaim Between(string quantity, string expected, string client, double least, double most, Func<double, double, double> figure) => new(quantity, expected, runs =>
    {
        var figures = runs.SelectMany(run =>
        {
            var times = run.AttemptsOf(client);
            return Enumerable.Range(2, times.Count - 2).Select(i => figure(times[i] - times[i - 1], times[i - 1] - times[i - 2]));
        }).ToArray();
        var (low, high, whole) = (figures.Min(), figures.Max(), 0.002 * most);
        return (string.Create(CultureInfo.InvariantCulture, $"from {low:0.###} to {high:0.###} over {figures.Length} waits"),
            low >= least - whole && high <= most + whole && high - low > 0.8 * (most - least));
    }, SourceOf(client));

    /// <summary>Attempts of schedules with draws are 0 where more than one is possible.</summary>
    private static IEnumerable<Experiment> Greylists(int delay, string @fixed, string exponential, string linear, string waits, string rfc5321, string opensmtpd, string exchange, string haraka, int random, int chasquid, int kumomta)
    {
        yield return new Experiment
        {
            Section = Sections.Exact,
            Title = "Greylists and further schedules",
            Case = $"{delay} s",
            Scenario = Plain,
            Sets = [$"servers.mx={{ greylist: {{ delay: {delay}s }} }}"],
            Replications = 10,
            Measured = "As above, in ten runs; of schedules that draw, the attempt where the bounds of the draws leave but one. What is never tried again is never delivered.",
            Claims =
            [
                new ExactClaim("none: delivered", "0", run => Text(run.ClientOf("none")[ClientCounter.MessagesDelivered]), Sources.Arithmetic),
                Delivery("fixed", @fixed), Delivery("exponential", exponential), Delivery("linear", linear), Delivery("waits", waits), Delivery("rfc5321", rfc5321),
                Delivery("opensmtpd", opensmtpd), Delivery("exchange", exchange), Delivery("haraka", haraka),
                .. new[] { ("random", random), ("chasquid", chasquid), ("kumomta", kumomta), ("exim-h", 2) }.Where(pair => pair.Item2 > 0)
                    .Select(pair => new ExactClaim($"{pair.Item1}: attempt", Text(pair.Item2), run => Text(run.ClientOf(pair.Item1).AttemptsPerMessage.Max), SourceOf(pair.Item1))),
            ],
        };
    }

    private static Experiment Runs(int delay, string postfix, string sendmail) => new()
    {
        Section = Sections.Exact,
        Title = "Greylists and a message that comes at a queue run",
        Case = $"{delay} s",
        Scenario = AtRun,
        Sets = [$"servers.mx={{ greylist: {{ delay: {delay}s }} }}"],
        Replications = 1,
        Measured = "As above.",
        Claims = [Delivery("postfix", postfix), Delivery("sendmail", sendmail)],
    };

    private static ExactClaim Delivery(string client, string expected) => new(client, expected, run =>
    {
        var metrics = run.ClientOf(client);
        return $"{Text(metrics.Delay.Max / (double)SimDuration.TicksPerSecond)} s ({metrics.AttemptsPerMessage.Max})";
    }, SourceOf(client));

    private static string SourceOf(string client) => client is "none" or "fixed" or "exponential" or "linear" or "waits" or "random" ? Sources.Arithmetic : Sources.Mtas;

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);
}
