using SmtpSim.Kernel;
using SmtpSim.Model;

namespace SmtpSim.Scenarios;

/// <summary>The keys of a stream of messages. What depends on the rest of the scenario is left for <see cref="Resolution"/>.</summary>
internal static class TrafficLanguage
{
    /// <summary>The end of a stream that states none: the end of the scenario's duration.</summary>
    public static readonly SimDuration ToTheEnd = SimDuration.MaxValue;

    /// <summary>The only entry of <see cref="TrafficSpec.From"/> when all client groups are meant.</summary>
    public const string All = "*";

    private static readonly RecordShape<Span> During = new("a duration, or { from, to }", () => new Span(default, ToTheEnd),
    [
        new Key<Span, SimDuration>(
            "from", Durations.Any, s => s.From, (s, v) => s with { From = v }, "The first message comes no earlier."),
        new Key<Span, SimDuration>("to", Durations.Positive, s => s.To, (s, v) => s with { To = v }, "No message comes at or after this.")
        { WrittenIf = s => s.To != ToTheEnd },
    ])
    { ShortFor = "to" };

    private static readonly RecordShape<ArrivalSpec.Bursts> Bursts = new("{ messages, every }", () => new ArrivalSpec.Bursts(0, default),
    [
        new Key<ArrivalSpec.Bursts, int>(
            "messages", Messages, b => b.Messages, (b, v) => b with { Messages = v },
            "Messages at once at each client.") { RequiredAs = "messages: 10" },
        new Key<ArrivalSpec.Bursts, SimDuration>(
            "every", Durations.Positive, b => b.Interval, (b, v) => b with { Interval = v }, "From one burst to the next.")
        { RequiredAs = "every: 1h" },
    ]);

    private static readonly RecordShape<ArrivalSpec.Closed> Closed = new("{ think, users }", () => new ArrivalSpec.Closed(Distribution.Zero, 1),
    [
        new Key<ArrivalSpec.Closed, Distribution>(
            "think", DistributionLanguage.OfDurations, c => c.Think, (c, v) => c with { Think = v },
            "From the fate of a user's message to its next one; the first comes as long after the stream's start.") { RequiredAs = "think: 10s" },
        new Key<ArrivalSpec.Closed, int>(
            "users", Count.From(1, 100_000), c => c.Users, (c, v) => c with { Users = v }, "Users of each client, each waiting for its own message only."),
    ]);

    private static readonly ChoiceShape<ArrivalSpec> Arrivals = new("a way of arriving",
    [
        new Kind<ArrivalSpec, Rate>("poisson", "{ poisson: 2.5/h per client }", Rates.Any, () => default, MakePoisson, TakePoisson,
            "At random, independent of one another, at this rate."),
        new Kind<ArrivalSpec, SimDuration>("every", "{ every: 10s }", Durations.Positive, () => default,
            (SimDuration interval, out ArrivalSpec made) => Made(new ArrivalSpec.Every(interval, null), out made),
            (ArrivalSpec a, out SimDuration interval) => (interval = (a as ArrivalSpec.Every)?.Interval ?? default) is var _ && a is ArrivalSpec.Every,
            "One message at each client in every interval."),
        new Kind<ArrivalSpec, int>("burst", "{ burst: 5 }", Messages, () => 0,
            (int messages, out ArrivalSpec made) => Made(new ArrivalSpec.Bursts(messages, default), out made),
            (ArrivalSpec a, out int messages) => (messages = (a as ArrivalSpec.Bursts)?.Messages ?? 0) is var _ && a is ArrivalSpec.Bursts { Interval.Ticks: 0 },
            "So many messages at once at each client, at the start and never again."),
        new Kind<ArrivalSpec, ArrivalSpec.Bursts>(
            "bursts", "{ bursts: { messages: 10, every: 1h } }", Bursts, () => new ArrivalSpec.Bursts(0, default),
            (ArrivalSpec.Bursts bursts, out ArrivalSpec made) => Made(bursts, out made),
            (ArrivalSpec a, out ArrivalSpec.Bursts bursts) => (bursts = (a as ArrivalSpec.Bursts)!) is { Interval.Ticks: > 0 },
            "So many messages at once at each client, at the start and then at every interval."),
        new Kind<ArrivalSpec, ArrivalSpec.Closed>(
            "closed", "{ closed: { think: 10s, users: 5 } }", Closed, () => new ArrivalSpec.Closed(Distribution.Zero, 1),
            (ArrivalSpec.Closed closed, out ArrivalSpec made) => Made(closed, out made),
            (ArrivalSpec a, out ArrivalSpec.Closed closed) => (closed = (a as ArrivalSpec.Closed)!) is not null,
            "Each user submits its next message a think time after the fate of the one before, delivered or not."),
        new Kind<ArrivalSpec, string>("trace", "{ trace: messages.csv }", Names.File, () => "",
            (string file, out ArrivalSpec made) => Made(new ArrivalSpec.Trace(file, [], [], [], []), out made),
            (ArrivalSpec a, out string file) => (file = (a as ArrivalSpec.Trace)?.File!) is not null,
            "Read from a CSV file with the header time,client,bytes,recipients, the time in seconds from the stream's start; its path is relative to the scenario."),
    ])
    {
        Beside =
        [
            new Key<ArrivalSpec, SimDuration?>(
                "offset", Offset(), a => (a as ArrivalSpec.Every)?.Offset, (a, v) => ((ArrivalSpec.Every)a) with { Offset = v },
                "When each client's first message comes; random spreads them over one interval.")
            { WrittenIf = a => a is ArrivalSpec.Every },
        ],
    };

    private static readonly RecordShape<TrafficSpec> Stream = new(
        "a stream such as { from: \"*\", to: mx, arrivals: { poisson: 1/h per client } }", Blank,
    [
        new Key<TrafficSpec, IReadOnlyList<string>>(
            "from",
            new ListShape<string>("names of client groups, or \"*\"", GroupOrAll(), () => "") { SingleAllowed = true, NotEmpty = true },
            t => t.From, (t, v) => t with { From = v }, "The client groups that send, or \"*\" for all.")
        { RequiredAs = "from: \"*\"" },
        new Key<TrafficSpec, string>(
            "to", Names.Group, t => t.To, (t, v) => t with { To = v },
            "The server group or domain group; each message picks one of its servers or domains, all alike.")
        { RequiredAs = "to: mx" },
        new Key<TrafficSpec, ArrivalSpec>("arrivals", Arrivals, t => t.Arrivals, (t, v) => t with { Arrivals = v }, "When messages come.")
        { RequiredAs = "arrivals: { poisson: 1/h per client }" },
        new Key<TrafficSpec, Span>(
            "during", During, t => new(t.Start, t.End), (t, v) => t with { Start = v.From, End = v.To },
            "When the stream flows; all of the duration when left out."),
        new Key<TrafficSpec, Distribution>(
            "size", DistributionLanguage.OfSizes, t => t.Size, (t, v) => t with { Size = v }, "Message size."),
        new Key<TrafficSpec, Distribution>(
            "recipients", DistributionLanguage.OfCounts, t => t.Recipients, (t, v) => t with { Recipients = v },
            "Recipients of a message, rounded, at least 1 and at most 64."),
        new Key<TrafficSpec, int>("priority", Count.From(0, TrafficSpec.MostPriority), t => t.Priority, (t, v) => t with { Priority = v },
            "Messages of a higher priority get the sessions first that a client may open to a destination."),
    ]);

    public static Shape<IReadOnlyList<TrafficSpec>> Traffic { get; } = new ListShape<TrafficSpec>("a list of streams", Stream, Blank) { NotEmpty = true };

    private static ScalarShape<int> Messages => Count.From(1, 10_000_000);

    private static TrafficSpec Blank() => new() { From = [], To = "", Arrivals = new ArrivalSpec.Poisson(0), End = ToTheEnd };

    private static ScalarShape<string> GroupOrAll() => new(
        Names.GroupOrAll.Expected,
        (string text, out string name) =>
        {
            var complaint = Names.GroupOrAll.Parse(text, out var group);
            name = group ?? All;
            return complaint;
        },
        name => name, () => Names.GroupOrAll.Describe(new SchemaParts(), null)) { IsText = true };

    private static ScalarShape<SimDuration?> Offset() => new(
        "a duration such as 10s, or random",
        (string text, out SimDuration? offset) =>
        {
            offset = null;
            if (text == "random") return null;
            var complaint = Durations.Any.Parse(text, out var duration);
            offset = duration;
            return complaint;
        },
        offset => offset is { } duration ? Durations.Any.Format(duration) : "random",
        () => Quantity.OrWord(Quantity.Schema(Units.Duration, "A duration, or random."), "random"));

    // A rate of the whole stream is negative until Resolution divides it by the number of clients.
    private static Complaint? MakePoisson(Rate rate, out ArrivalSpec made) =>
        Made(new ArrivalSpec.Poisson(rate.PerClient ? rate.PerSecond : -rate.PerSecond), out made);

    private static bool TakePoisson(ArrivalSpec arrivals, out Rate rate)
    {
        rate = new Rate((arrivals as ArrivalSpec.Poisson)?.PerSecond ?? 0, PerClient: true);
        return arrivals is ArrivalSpec.Poisson;
    }

    private static Complaint? Made(ArrivalSpec arrivals, out ArrivalSpec made)
    {
        made = arrivals;
        return null;
    }

    private sealed record Span(SimDuration From, SimDuration To);
}
