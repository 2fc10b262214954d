using SmtpSim.Model;
using SmtpSim.Results;

namespace SmtpSim.Validation.Tests;

/// <summary>What clients do so that their retries do not do harm.</summary>
internal static class Throttling
{
    public static IReadOnlyList<Experiment> Experiments { get; } =
    [
        Feedback("1/N"),
        Feedback("1/sqrt(N)"),
        Feedback("one"),
        new Experiment
        {
            Section = Sections.Published,
            Title = "Client-side throttling (K = 2)",
            Case = "offered four times what is taken",
            Scenario = "client-throttling",
            Replications = 10,
            Measured = "A server that greets a hundred a second and answers all others 421; the client makes no attempt with probability "
                + "max(0, (requests - K·accepts)/(requests + 1)) over two minutes. Attempts made per accept.",
            Claims = [new MeanClaim("attempts per accept", 2.01, AttemptsPerAccept, Sources.Sre) { Slack = 0.01 }],
        },
        new Experiment
        {
            Section = Sections.Published,
            Title = "Client-side throttling (K = 2)",
            Case = "offered one and a half times what is taken",
            Scenario = "client-throttling",
            Sets = ["traffic[0].arrivals.poisson=150/s"],
            Replications = 10,
            Measured = "",
            Claims = [new MeanClaim("attempts per message", 1, run => run.Client[ClientCounter.Attempts] / (double)run.Client[ClientCounter.MessagesSubmitted], Sources.Sre)],
        },
        Budget("10/s", 2.2, []),
        Budget("1000/s", 1.21, ["duration=3min", "traffic[0].arrivals.poisson=1000/s"]),
        new Experiment
        {
            Section = Sections.Exact,
            Title = "Three layers of four attempts",
            Scenario = "three-layers",
            Replications = 1,
            Measured = "A client and two relays try four times each, and every acknowledgement is lost after acceptance: each copy that a hop gets it sends on four times.",
            Claims = [new ExactClaim("copies of a message in its mailbox", "64", run => Per(run.ServerOf("store")[ServerCounter.RecipientCopies], run.Client[ClientCounter.MessagesSubmitted]), Sources.Arithmetic)],
        },
    ];

    private static string Per(long many, long few) => many % few == 0 ? $"{many / few}" : $"{many} of {few}";

    private static Experiment Feedback(string kind) => new()
    {
        Section = Sections.Published,
        Title = "Postfix's concurrency feedback",
        Case = kind,
        Scenario = "concurrency-feedback",
        Sets = kind == "1/N" ? [] : [$"clients.postfix.concurrency-feedback.positive={kind}", $"clients.postfix.concurrency-feedback.negative={kind}"],
        Replications = 20,
        Measured = "2000 recipients, two in a delivery and 1 s ± 0.1 s each, to a server that takes five sessions and answers the others 421; sessions at most 20, initially 5, "
            + "hysteresis 1. The share of deliveries deferred in the first run, within two points of the measured one. Average concurrency: "
            + "sessions of the client in the first half of the run; measured there 5.2, 5.3 and 5.6, of which the order is held, for a connection that is refused lasts 6 ms here and a delivery agent's time there.",
        Claims =
        [
            new MeanClaim("share deferred", Deferred(kind).Value, run => run.Client[ClientCounter.Deferrals] / (double)run.Client[ClientCounter.MessagesSubmitted], Sources.Scheduler)
            { Slack = Deferred(kind).Within },
            new ShapeClaim(AverageConcurrency, Expected(kind), runs => (MeanClaim.Number(Concurrency(runs)), Concurrency(runs) is > 5 and < 6 && (Gentler(kind) is not { } gentler || Concurrency(runs) > ConcurrencyOf(gentler))), Sources.Scheduler),
        ],
    };

    private const string AverageConcurrency = "average concurrency";

    private static string Expected(string kind) => Gentler(kind) is { } gentler ? $"more than with {gentler}, less than six" : "more than five, less than six";

    /// <summary>The feedback that changes the concurrency by the next smaller steps.</summary>
    private static string? Gentler(string kind) => kind switch { "one" => "1/sqrt(N)", "1/sqrt(N)" => "1/N", _ => null };

    private static double ConcurrencyOf(string kind)
        => double.Parse(Laboratory.RowsOf(Feedback(kind)).Single(row => row.Quantity == AverageConcurrency).Observed, System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>While most of the mail is yet to be sent.</summary>
    private static double Concurrency(IReadOnlyList<Run> runs) => runs.Average(run =>
    {
        var bins = (int)(run.Result.LastEvent.Ticks / 2 / run.World.SeriesWidth);
        return Enumerable.Range(0, bins).Sum(bin => (double)run.Client.Series[bin, (int)ClientSeries.SessionArea]) / ((double)bins * run.World.SeriesWidth);
    });

    private static PublishedFigure Deferred(string kind) => PublishedFigures.Of("concurrency-feedback", $"feedback={kind}", "deferrals.mean");

    private static Experiment Budget(string rate, double amplification, string[] sets) => new()
    {
        Section = Sections.Published,
        Title = "Retry budget of 20 % and 10 a second at total failure",
        Case = rate,
        Scenario = "retry-budget",
        Sets = sets,
        Replications = 10,
        Measured = "Every attempt is deferred, and a message is tried six times at most, if the budget lets it. Attempts made per message submitted: 1.2 + 10/lambda.",
        // A tenth of a second passes before the first retry.
        Claims = [new MeanClaim("attempts per message", amplification, run => run.Client[ClientCounter.Attempts] / (double)run.Client[ClientCounter.MessagesSubmitted], Sources.Sre) { Slack = 0.001 }],
    };

    private static double AttemptsPerAccept(Run run) => run.Client[ClientCounter.Attempts] / (double)run.Client[ClientCounter.MessagesDelivered];
}
