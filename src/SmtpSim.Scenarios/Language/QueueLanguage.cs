using SmtpSim.Kernel;
using SmtpSim.Model;

namespace SmtpSim.Scenarios;

/// <summary>The keys of a client's queue beyond its size.</summary>
internal static class QueueLanguage
{
    private static readonly ScalarShape<QueueOrder> Order = Choices.Of(
        "an order", ("fifo", QueueOrder.Fifo), ("lifo", QueueOrder.Lifo), ("adaptive-lifo", QueueOrder.AdaptiveLifo));

    /// <summary>The keys, as they stand in a group of clients.</summary>
    public static IReadOnlyList<Key<ClientGroup>> Keys { get; } =
    [
        new Key<ClientGroup, QueueOrder>("order", Order, c => c.Order, (c, v) => c with { Order = v },
            "Which of the messages that wait gets the next session to its destination: fifo, the one that waits longest; lifo, the newest; adaptive-lifo, the newest while many wait."),
        new Key<ClientGroup, int>("lifo-above", Count.From(0, 100_000_000), c => c.LifoAbove, (c, v) => c with { LifoAbove = v },
            "Of adaptive-lifo: the newest goes first while more than so many messages wait for the destination."),
        new Key<ClientGroup, int>("active-limit", Count.Limit(int.MaxValue), c => c.ActiveLimit, (c, v) => c with { ActiveLimit = v },
            "Messages of a client that are being delivered or wait for a session, at most; the others wait for their turn (qmgr_message_active_limit)."),
        new Key<ClientGroup, SimDuration>("connection-cache", Durations.Any, c => c.ConnectionCache, (c, v) => c with { ConnectionCache = v },
            "How long a session without a message is kept open for the next one to its destination (smtp_connection_cache_time_limit); 0 ends it at once. One that has died meanwhile costs the next message no attempt."),
        new Key<ClientGroup, bool>("verp", Choices.YesNo, c => c.Verp, (c, v) => c with { Verp = v },
            "Variable envelope return paths: each recipient has a transaction of its own, with a sender of its own."),
    ];
}
