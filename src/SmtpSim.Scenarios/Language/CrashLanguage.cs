using SmtpSim.Kernel;
using SmtpSim.Model;

namespace SmtpSim.Scenarios;

/// <summary>When the clients of a group crash and restart.</summary>
internal static class CrashLanguage
{
    private static readonly RecordShape<ClientCrashSpec> Crash = new("a crash such as { at: 10m, for: 5m, queue: kept }", Blank,
    [
        new Key<ClientCrashSpec, SimDuration>("at", Durations.Any, c => c.Start, (c, v) => c with { Start = v }, "When it happens.") { RequiredAs = "at: 10m" },
        new Key<ClientCrashSpec, SimDuration>("for", Durations.Positive, c => c.Length, (c, v) => c with { Length = v }, "How long the clients are down.") { RequiredAs = "for: 5m" },
        new Key<ClientCrashSpec, bool>("queue", Choices.Of("a fate of the queue", ("kept", false), ("lost", true)), c => c.LosesQueue, (c, v) => c with { LosesQueue = v },
            "kept on disk, or lost: dropped."),
    ]);

    public static Key<ClientGroup> Key { get; } = new Key<ClientGroup, IReadOnlyList<ClientCrashSpec>>(
        "crashes", new ListShape<ClientCrashSpec>("a list of crashes", Crash, Blank), c => c.Crashes, (c, v) => c with { Crashes = v },
        "When the clients of the group crash: sessions break, and mail waits for the restart.");

    private static ClientCrashSpec Blank() => new(default, default, LosesQueue: false);
}
