using System.Text.Json.Nodes;
using SmtpSim.Model;

namespace SmtpSim.Scenarios;

/// <summary>The list under <c>expect</c>. What an expectation says is for <see cref="ExpectText"/>, once the groups are known.</summary>
internal static class ExpectLanguage
{
    private const int MaxLength = 300;

    private static readonly RecordShape<ExpectSpec> Expectation = new(
        "an expectation such as delay.p95 <= 15m", () => new ExpectSpec(""),
    [
        new Key<ExpectSpec, string>("that", Text("an expectation such as delay.p95 <= 15m"), e => e.That, (e, v) => e with { That = v },
            "A metric, a comparison and a value with its unit, or another metric.")
        { RequiredAs = "that: delay.p95 <= 15m" },
        new Key<ExpectSpec, string>("where", Text("a choice of cells such as load=0.9"), e => e.Where ?? "", (e, v) => e with { Where = v },
            "Of a sweep: the cells it is about, by the values of their parameters.")
        { WrittenIf = e => e.Where is not null },
        new Key<ExpectSpec, double>("confidence", Confidence(), e => e.Confidence, (e, v) => e with { Confidence = v },
            "Of a sweep: the confidence with which it has to hold over the replications.")
        { WrittenIf = e => e.Confidence > 0 },
    ])
    { ShortFor = "that" };

    public static Shape<IReadOnlyList<ExpectSpec>> Expectations { get; } =
        new ListShape<ExpectSpec>("a list of expectations", Expectation, () => new ExpectSpec(""));

    private static ScalarShape<string> Text(string expected) => new(
        expected,
        (string text, out string value) =>
        {
            value = text;
            return text.Length is > 0 and <= MaxLength ? null : new Complaint($"is empty or longer than {MaxLength} characters");
        },
        text => text,
        () => new JsonObject { ["type"] = "string", ["minLength"] = 1, ["maxLength"] = MaxLength }) { IsText = true };

    private static ScalarShape<double> Confidence() =>
        Quantity.Probability.Where(value => value is > 0 and < 1 ? null : new Complaint("is no confidence", "write one such as '95%'"));
}
