using System.Globalization;
using SmtpSim.Model;

namespace SmtpSim.Validation.Tests;

/// <summary>Which jitter costs the fewest calls depends on how many clients contend.</summary>
internal static class ContentionOrder
{
    private static readonly string[] Laws = ["equal", "full", "decorrelated"];

    public static IReadOnlyList<Experiment> Experiments { get; } =
    [
        Order(10, "decorrelated, full, equal"),
        Order(50, "full, equal, decorrelated"),
        Order(100, "full, equal, decorrelated"),
        Order(300, "equal, full, decorrelated"),
    ];

    private static Experiment Order(int clients, string order) => new()
    {
        Section = Sections.Published,
        Title = "Order of the jitters by calls",
        Case = $"{clients} clients",
        Scenario = "contention-order",
        Sets = [.. Laws.Select(law => $"clients.{law}.count={clients}")],
        Replications = clients > 100 ? 20 : 100,
        Measured = "The same contention, each law of back-off at a mailbox of its own in the same run; calls on average over the runs, fewest first. That equal and full jitter change "
            + "places with N is the source's; that they have done so at 300 is what this program shows.",
        Claims =
        [
            new ShapeClaim("calls, fewest first", order, runs =>
            {
                var calls = Laws.Select(law => (Law: law, Mean: runs.Average(run => run.ClientOf(law)[ClientCounter.Attempts]))).OrderBy(pair => pair.Mean).ToArray();
                return (string.Join(", ", calls.Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Law} {pair.Mean:0.0}"))), string.Join(", ", calls.Select(pair => pair.Law)) == order);
            }, Sources.Aws),
        ],
    };
}
