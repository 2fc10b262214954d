using System.Globalization;
using SmtpSim.Grains;
using SmtpSim.Model;

namespace SmtpSim.Validation.Tests;

/// <summary>What chance has no part in.</summary>
internal static class ExactFacts
{
    public static IReadOnlyList<Experiment> Experiments { get; } =
    [
        new Experiment
        {
            Section = Sections.Exact,
            Title = "Little's law on a path that begins and ends empty",
            Scenario = "little",
            Replications = 10,
            Measured = "The area under a level over time against the sum of the times spent at it, both in ticks of 100 ns and independently booked: messages in "
                + "queues against delays, sessions against their durations, commands at the server against waiting and service.",
            Claims =
            [
                Difference("queue: area - sum of delays", run => Run.Total(run.Client.Series, (int)ClientSeries.QueueArea) - run.Client.Delay.Sum()),
                Difference("sessions: area - sum of durations", run => Run.Total(run.Client.Series, (int)ClientSeries.SessionArea) - run.Client.SessionDuration.Sum()),
                Difference("server: areas waiting and busy - sum of sojourns", run => Run.Total(run.Server.Series, (int)ServerSeries.WaitingArea)
                    + Run.Total(run.Server.Series, (int)ServerSeries.BusyArea) - run.Server.Sojourn.Sum()),
            ],
        },
        new Experiment
        {
            Section = Sections.Exact,
            Title = "The same run through Orleans",
            Scenario = "little",
            Sets = ["seed=2"],
            Replications = 1,
            Measured = "All else on this page runs in one process, partition by partition as the grains do it. Here the digest of a run, over its trajectory and "
                + "every figure, is compared with that of the same run on four grains of a silo.",
            Claims = [new ShapeClaim("digest", "the same", ThroughOrleans, Sources.Closed)],
        },
        new Experiment
        {
            Section = Sections.Exact,
            Title = "Attempt times against a server that always answers 451",
            Scenario = "retry-schedules",
            Replications = 1,
            Measured = "One message of one client, followed by its trace; times of connections in seconds since submission. Segments take no time here.",
            Claims =
            [
                .. Schedule("postfix", "0, 300, 600, 1200, 2400, 4800, 8800, 12800", "5 / 8 / 26", "113", "432800"),
                .. Schedule("qmail", "0, 400, 1600, 3600, 6400, 10000, 14400, 19600", "4 / 7 / 15", "40", "608400"),
                .. Schedule("exim", "0, 900, 1800, 2700, 3600, 4500, 5400, 6300", "5 / 10 / 15", "28", "362812"),
                FirstEight("opensmtpd", "0, 400, 1600, 3600, 6400, 10000, 14400, 19600"),
                FirstEight("exchange", "0, 60, 120, 180, 240, 540, 840, 1140"),
                FirstEight("haraka", "0, 64, 192, 448, 960, 1984, 4032, 8128"),
            ],
        },
        new Experiment
        {
            Section = Sections.Exact,
            Title = "Delay by an outage",
            Scenario = "retry-schedules",
            Sets = ["name=outage-delay"],
            Replications = 1,
            Measured = "A message submitted while a server is down for an exponential time of mean D more. From the attempt times t_i that the simulation's trace shows: E[delay] = sum of "
                + "t_i (e^(-t_(i-1)/D) - e^(-t_i/D)), attempts likewise; P(bounce) = e^(-t/D) for the last t.",
            Claims =
            [
                .. OutageOf("postfix", "4748 s, 5.389 attempts", "0.00668"),
                .. OutageOf("qmail", "4796 s, 4.159 attempts", "0.000875"),
                .. OutageOf("exim", "4379 s, 5.106 attempts", "0.015"),
            ],
        },
        Greylist(300, "300 s (2)", "400 s (2)", "900 s (2)"),
        Greylist(1500, "2400 s (5)", "1600 s (3)", "1800 s (3)"),
        Greylist(3600, "4800 s (6)", "3600 s (4)", "3600 s (5)"),
    ];

    private static ExactClaim Difference(string quantity, Func<Run, Int128> difference)
        => new(quantity, "0 ticks", run => $"{difference(run)} ticks", Sources.Closed);

    private static ExactClaim FirstEight(string client, string times)
        => new($"{client}: first eight attempts", times, run => string.Join(", ", run.AttemptsOf(client).Take(8).Select(Text)), Sources.Mtas);

    private static IEnumerable<Claim> Schedule(string client, string first, string within, string total, string last) =>
    [
        FirstEight(client, first),
        new ExactClaim($"{client}: attempts within 1 h / 4 h / 24 h", within,
            run => string.Join(" / ", new[] { 1, 4, 24 }.Select(hours => run.AttemptsOf(client).Count(time => time <= hours * 3600))), Sources.Mtas),
        new ExactClaim($"{client}: attempts", total, run => Text(run.AttemptsOf(client).Count), Sources.Mtas),
        // Exim's geometric intervals are whole seconds in the table and fractions of seconds in the program's arithmetic.
        new ExactClaim($"{client}: last attempt", last, run => Text(Math.Floor(run.AttemptsOf(client)[^1])), Sources.Mtas),
    ];

    private static Experiment Greylist(int delay, string postfix, string qmail, string exim) => new()
    {
        Section = Sections.Exact,
        Title = "Greylists",
        Case = $"{delay} s",
        Scenario = "greylist",
        Sets = delay == 300 ? [] : [$"servers.mx.greylist.delay={delay}s"],
        Replications = 1,
        Measured = "When a message that meets the greylist is delivered, in seconds since submission, and at which attempt.",
        Claims = [.. new[] { ("postfix", postfix), ("qmail", qmail), ("exim", exim) }.Select(pair => new ExactClaim(pair.Item1, pair.Item2, run =>
        {
            var metrics = run.ClientOf(pair.Item1);
            return $"{Text(metrics.Delay.Max / (double)Kernel.SimDuration.TicksPerSecond)} s ({metrics.AttemptsPerMessage.Max})";
        }, Sources.Mtas))],
    };

    private static IEnumerable<Claim> OutageOf(string client, string hour, string day) =>
    [
        new ExactClaim($"{client}: D = 1 h", hour, run =>
        {
            var times = run.AttemptsOf(client);
            double delay = 0, attempts = 0;
            for (var i = 1; i < times.Count; i++)
            {
                var share = Math.Exp(-times[i - 1] / 3600) - Math.Exp(-times[i] / 3600);
                delay += times[i] * share;
                attempts += (i + 1) * share;
            }
            return string.Create(CultureInfo.InvariantCulture, $"{delay:0} s, {attempts:0.000} attempts");
        }, Sources.Mtas),
        new ExactClaim($"{client}: D = 24 h, P(bounce)", day, run => Text(Math.Round(Math.Exp(-run.AttemptsOf(client)[^1] / 86_400), client switch { "qmail" => 6, "postfix" => 5, _ => 4 })), Sources.Mtas),
    ];

    private static (string Observed, bool Holds) ThroughOrleans(IReadOnlyList<Run> runs)
    {
        var digest = RunOnGrains(runs[0].Result.Scenario, grains: 4).GetAwaiter().GetResult();
        return digest == runs[0].Result.Digest ? ("the same", true) : ("another", false);
    }

    private static async Task<string> RunOnGrains(Scenario scenario, int grains)
    {
        await using var silo = await EmbeddedSilo.StartAsync();
        return (await silo.RunAsync(scenario, PartitionChoice.Of(grains), progress: null, CancellationToken.None)).Result.Digest;
    }

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);
}
