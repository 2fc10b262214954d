using SmtpSim.Kernel;
using SmtpSim.Model;

namespace SmtpSim.Scenarios;

/// <summary>The keys of the times in which the network is in trouble.</summary>
internal static class LossPeriodLanguage
{
    private static readonly Key<LossPeriodSpec, string?> From = new(
        "from", Names.GroupOrAll, p => p.From, (p, v) => p with { From = v }, "Client group, or \"*\" for all.");

    private static readonly Key<LossPeriodSpec, string?> To = new("to", Names.GroupOrAll, p => p.To, (p, v) => p with { To = v }, "Server group, or \"*\" for all.");

    private static readonly Key<LossPeriodSpec, SimDuration> At = new(
        "at", Durations.Any, p => p.Start, (p, v) => p with { Start = v }, "When it begins.") { RequiredAs = "at: 1h" };

    private static readonly Key<LossPeriodSpec, SimDuration> For = new(
        "for", Durations.Positive, p => p.Length, (p, v) => p with { Length = v }, "How long it lasts.") { RequiredAs = "for: 10m" };

    private static readonly Key<LossPeriodSpec, SimDuration?> Every = new("every", OnceOr(), p => p.Every, (p, v) => p with { Every = v },
        "From one beginning to the next; once if it does not come again.");

    private static readonly Key<LossPeriodSpec, LinkDirection> Direction = new(
        "direction", Choices.Of("a direction", ("both", LinkDirection.Both), ("forward", LinkDirection.Forward), ("back", LinkDirection.Back)),
        p => p.Direction, (p, v) => p with { Direction = v }, "both, forward from client to server, or back.");

    private static readonly Key<LossPeriodSpec, double> Loss = new("loss", Quantity.Probability, p => p.Loss, (p, v) => p with { Loss = v },
        "Probability that a segment is lost; where the link itself loses more, that counts.")
    { RequiredAs = "loss: 30%" };

    public static Shape<IReadOnlyList<LossPeriodSpec>> Partitions { get; } = List("a partition such as { from: \"*\", to: mx, at: 1h, for: 10m }", From, To, At, For, Every, Direction);

    public static Shape<IReadOnlyList<LossPeriodSpec>> LossPeriods { get; } =
        List("a loss period such as { from: \"*\", to: mx, at: 1h, for: 10m, loss: 30% }", From, To, At, For, Every, Direction, Loss);

    private static ListShape<LossPeriodSpec> List(string expected, params Key<LossPeriodSpec>[] keys) =>
        new("a list, each " + expected, new RecordShape<LossPeriodSpec>(expected, Blank, keys), Blank);

    private static LossPeriodSpec Blank() => new() { Start = default, Length = default };

    private static ScalarShape<SimDuration?> OnceOr() => new(
        "a duration such as 1h, or once",
        (string text, out SimDuration? interval) =>
        {
            interval = null;
            if (text == "once") return null;
            var complaint = Durations.Positive.Parse(text, out var duration);
            interval = duration;
            return complaint;
        },
        interval => interval is { } duration ? Durations.Any.Format(duration) : "once",
        () => Quantity.OrWord(Durations.Any.Describe(new SchemaParts(), default), "once"));
}
