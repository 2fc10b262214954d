using System.Text.Json.Nodes;
using SmtpSim.Kernel;
using SmtpSim.Model;

namespace SmtpSim.Scenarios;

/// <summary>How commands wait for a worker of a server, and how fast its workers are.</summary>
internal static class WorkLanguage
{
    private const int MostPlaces = 100_000_000;

    /// <summary>A whole number from 0, or "unlimited".</summary>
    internal static readonly ScalarShape<int> Places = new(
        "a whole number from 0, or unlimited", ParsePlaces,
        value => value == WorkQueueSpec.Unlimited ? Quantity.Unlimited : Waiting.Format(value),
        () => Quantity.OrWord(new JsonObject { ["type"] = "integer", ["minimum"] = 0, ["maximum"] = MostPlaces }, Quantity.Unlimited));

    private static ScalarShape<int> Waiting => Count.From(0, MostPlaces);

    private static readonly RecordShape<ShedSpec> Shed = new("{ from, to }", () => new ShedSpec(),
    [
        new Key<ShedSpec, int>("from", Waiting, s => s.From, (s, v) => s with { From = v }, "With so many commands waiting none is turned away."),
        new Key<ShedSpec, int>("to", Count.From(1, MostPlaces), s => s.To, (s, v) => s with { To = v }, "With so many waiting every command is; in between the share rises linearly."),
    ])
    { Check = ShedRises };

    private static readonly RecordShape<CoDelSpec> CoDel = new("{ target, interval }", () => new CoDelSpec(),
    [
        new Key<CoDelSpec, SimDuration>("target", Durations.Positive, c => c.Target, (c, v) => c with { Target = v }, "The wait that is not too long."),
        new Key<CoDelSpec, SimDuration>("interval", Durations.Positive, c => c.Interval, (c, v) => c with { Interval = v },
            "When waits have been too long for such a time, commands are dropped, ever faster."),
    ]);

    private static readonly RecordShape<WorkQueueSpec> Spec = new("an order such as lifo, or { order, places, … }", () => new WorkQueueSpec(),
    [
        new Key<WorkQueueSpec, WorkOrder>(
            "order", Choices.Of("an order", ("fifo", WorkOrder.Fifo), ("lifo", WorkOrder.Lifo), ("adaptive-lifo", WorkOrder.AdaptiveLifo)),
            q => q.Order, (q, v) => q with { Order = v },
            "fifo: the oldest command is next; lifo: the newest; adaptive-lifo: the newest while more wait than lifo-over."),
        new Key<WorkQueueSpec, int>("lifo-over", Waiting, q => q.LifoOver, (q, v) => q with { LifoOver = v },
            "For adaptive-lifo: with more commands waiting the newest is next."),
        new Key<WorkQueueSpec, int>("places", Places, q => q.Places, (q, v) => q with { Places = v },
            "Commands that may wait beside those in work; one more is answered the reply. With 0 none waits."),
        new Key<WorkQueueSpec, ReplySpec>("reply", Replies.Negative, q => q.Reply, (q, v) => q with { Reply = v },
            "What a command that is turned away or dropped is answered, without work."),
        new Key<WorkQueueSpec, IReadOnlyList<string>>("priority",
            new ListShape<string>("a list of client groups", Names.Group, () => "") { SingleAllowed = true },
            q => q.Priority, (q, v) => q with { Priority = v },
            "Client groups whose commands are next, in this order, whenever a worker is free; the others come last."),
        new Key<WorkQueueSpec, ShedSpec?>("shed", new OptionalShape<ShedSpec>("none", Shed, () => new ShedSpec()), q => q.Shed, (q, v) => q with { Shed = v },
            "Turn commands away by chance, the more of them the more wait."),
        new Key<WorkQueueSpec, CoDelSpec?>("codel", new OptionalShape<CoDelSpec>("none", CoDel, () => new CoDelSpec()), q => q.CoDel, (q, v) => q with { CoDel = v },
            "Drop commands while waits stay too long (controlled delay, RFC 8289)."),
        new Key<WorkQueueSpec, SimDuration>("max-wait", Durations.OrUnlimited, q => q.MaxWait, (q, v) => q with { MaxWait = v },
            "A command that waited longer is answered the reply when its turn comes."),
        new Key<WorkQueueSpec, bool>("drop-stale", Choices.YesNo, q => q.DropStale, (q, v) => q with { DropStale = v },
            "true: work whose client is gone is dropped at once; false: a worker does it in vain."),
    ])
    { ShortFor = "order", Check = QueueFits };

    private static readonly RecordShape<CapacitySpec> Capacity = new(
        "a time of another capacity such as { at: 60s, for: 10s, factor: 0.2 }", () => new CapacitySpec(default, default, 1),
    [
        new Key<CapacitySpec, SimDuration>("at", Durations.Any, c => c.Start, (c, v) => c with { Start = v }, "When it begins.") { RequiredAs = "at: 1h" },
        new Key<CapacitySpec, SimDuration>("for", Durations.Positive, c => c.Length, (c, v) => c with { Length = v }, "How long it lasts.") { RequiredAs = "for: 10m" },
        new Key<CapacitySpec, double>("factor", Quantity.Number, c => c.Factor, (c, v) => c with { Factor = v },
            "How many times the usual work a worker does: 0.2 for a fifth. It holds for work that begins in that time.")
        { RequiredAs = "factor: 0.2" },
    ])
    { Check = FactorIsPositive };

    private static readonly RecordShape<PaceSpec> PaceShape = new("{ per-waiting, most, cold, warm-up, capacity }", () => new PaceSpec(),
    [
        new Key<PaceSpec, double>("per-waiting", Quantity.Probability, p => p.PerWaiting, (p, v) => p with { PerWaiting = v },
            "What each waiting command adds to service times, such as 1%."),
        new Key<PaceSpec, double>("most", Quantity.Number, p => p.Most, (p, v) => p with { Most = v },
            "Waiting commands make service times at most so many times as long."),
        new Key<PaceSpec, double>("cold", Quantity.Number, p => p.ColdFactor, (p, v) => p with { ColdFactor = v },
            "How many times as long service times are right after an outage that broke sessions."),
        new Key<PaceSpec, SimDuration>("warm-up", Durations.Positive, p => p.WarmUp, (p, v) => p with { WarmUp = v },
            "How long it takes from there to the usual service times, linearly."),
        new Key<PaceSpec, IReadOnlyList<CapacitySpec>>("capacity",
            new ListShape<CapacitySpec>("a list of times of another capacity", Capacity, () => new CapacitySpec(default, default, 1)),
            p => p.Capacity, (p, v) => p with { Capacity = v }, "Times at which workers are slower or faster."),
    ])
    { Check = PaceFits };

    public static Shape<WorkQueueSpec?> Queue { get; } = new OptionalShape<WorkQueueSpec>("fifo", Spec, () => new WorkQueueSpec());

    public static Shape<PaceSpec?> Pace { get; } = new OptionalShape<PaceSpec>("steady", PaceShape, () => new PaceSpec());

    private static Complaint? ParsePlaces(string text, out int value)
    {
        value = WorkQueueSpec.Unlimited;
        return text == Quantity.Unlimited ? null : Waiting.Parse(text, out value);
    }

    private static void ShedRises(ShedSpec shed, MapNode map, string path, ReadContext context)
    {
        if (shed.From >= shed.To)
            context.Error(PathText.Member(path, "to"), $"'to' is not more than 'from'{PathText.In(path)}", "turn commands away from a number on that is larger");
    }

    private static void QueueFits(WorkQueueSpec queue, MapNode map, string path, ReadContext context)
    {
        if (queue.CoDel is not null && queue.Order != WorkOrder.Fifo)
            context.Error(PathText.Member(path, "codel"), $"controlled delay looks at the oldest command, and the order is another{PathText.In(path)}", "write 'order: fifo', or bound the wait by 'max-wait'");
        if (queue.LifoOver > 0 && queue.Order != WorkOrder.AdaptiveLifo)
            context.Error(PathText.Member(path, "lifo-over"), $"'lifo-over' means nothing in this order{PathText.In(path)}", "write 'order: adaptive-lifo'");
    }

    private static void FactorIsPositive(CapacitySpec capacity, MapNode map, string path, ReadContext context)
    {
        if (capacity.Factor is not (>= 1e-6 and <= 1e6))
            context.Error(PathText.Member(path, "factor"), $"the factor is not between 0.000001 and 1000000{PathText.In(path)}", "an outage is a capacity of nothing");
    }

    private static void PaceFits(PaceSpec pace, MapNode map, string path, ReadContext context)
    {
        foreach (var (name, value) in new[] { ("most", pace.Most), ("cold", pace.ColdFactor) })
            if (value is not (>= 1 and <= 1e6))
                context.Error(PathText.Member(path, name), $"'{name}' is not between 1 and 1000000{PathText.In(path)}", "1 stands for no slower than usual");
        for (var i = 1; i < pace.Capacity.Count; i++)
            if (pace.Capacity[i].Start < pace.Capacity[i - 1].Start + pace.Capacity[i - 1].Length)
                context.Error(PathText.Item(PathText.Member(path, "capacity"), i), $"this time does not come after the one before it{PathText.In(path)}", "write them in order, without overlap");
    }
}
