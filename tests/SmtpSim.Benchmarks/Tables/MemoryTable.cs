using SmtpSim.Kernel;
using SmtpSim.Model;

namespace SmtpSim.Benchmarks;

/// <summary>What a resting message and an idle client weigh: growth of the heap for a million of each, with everything that belongs to them.</summary>
internal static class MemoryTable
{
    private const int Many = 1_000_000;

    public static bool Print()
    {
        Console.WriteLine();
        Console.WriteLine("| memory | bytes each | at most |");
        Console.WriteLine("|---|---|---|");
        var client = Weigh(Clients(Many), advance: 0) - Weigh(Clients(1), advance: 0);
        // All messages fail at once, the server being down, and rest for hours: the second million of two.
        var message = Weigh(Queue(2 * Many / 1000), SimDuration.FromMinutes(2).Ticks) - Weigh(Queue(Many / 1000), SimDuration.FromMinutes(2).Ticks);
        var perClient = client / (double)Many;
        var perMessage = message / (double)Many;
        Console.WriteLine($"| idle client, with its next arrival | {perClient:F1} | 128 |");
        Console.WriteLine($"| message resting in a queue | {perMessage:F1} | 64 |");
        return perClient <= 128 && Math.Round(perMessage) <= 64;
    }

    private static long Weigh(Scenario scenario, long advance)
    {
        var partition = new Partition(new World(scenario), 0, 1);
        if (advance > 0)
            partition.Advance(advance);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        var bytes = GC.GetTotalMemory(forceFullCollection: true);
        GC.KeepAlive(partition);
        return bytes;
    }

    private static Scenario Clients(int count) => Base(count, new ArrivalSpec.Every(SimDuration.FromDays(1), null), new RetrySpec.None(), []);

    private static Scenario Queue(int messages) => Base(1000, new ArrivalSpec.Bursts(messages, SimDuration.Zero), new RetrySpec.Fixed(SimDuration.FromHours(6)),
        [new OutageSpec { Servers = "mx", Start = SimDuration.Zero, Length = SimDuration.FromDays(1) }]);

    private static Scenario Base(int clients, ArrivalSpec arrivals, RetrySpec retry, IReadOnlyList<OutageSpec> outages) => new()
    {
        Name = "memory",
        Duration = SimDuration.FromDays(2),
        SeriesInterval = SimDuration.FromDays(1),
        Servers = [new ServerGroup { Name = "mx", Count = 10 }],
        Clients = [new ClientGroup { Name = "mta", Count = clients, Retry = retry, Concurrency = 2 }],
        Traffic = [new TrafficSpec { From = ["mta"], To = "mx", Arrivals = arrivals, End = SimDuration.FromDays(2) }],
        Outages = outages,
    };
}
