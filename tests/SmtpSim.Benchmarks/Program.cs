using System.Diagnostics;
using SmtpSim.Kernel;
using SmtpSim.Model;

var clients = args.Length > 0 ? int.Parse(args[0]) : 10_000;
var parts = args.Length > 1 ? int.Parse(args[1]) : 1;
var scenario = new Scenario
{
    Name = "dense",
    Duration = SimDuration.FromSeconds(60),
    SeriesInterval = SimDuration.FromSeconds(1),
    Network = new NetworkSpec { Default = new LinkSpec { Floor = SimDuration.FromMilliseconds(10), Jitter = new Distribution.Uniform(0, 2 * SimDuration.TicksPerMillisecond) } },
    Servers = [new ServerGroup { Name = "mx", Count = Math.Max(1, clients / 100) }],
    Clients = [new ClientGroup { Name = "mta", Count = clients, Retry = new RetrySpec.Postfix(SimDuration.FromSeconds(300), SimDuration.FromSeconds(4000), SimDuration.FromSeconds(300)), Concurrency = 1 }],
    Traffic = [new TrafficSpec { From = ["mta"], To = "mx", Arrivals = new ArrivalSpec.Every(SimDuration.FromMilliseconds(200), null), End = SimDuration.FromSeconds(60) }],
};
for (var round = 0; round < 3; round++)
{
    var world = new World(scenario);
    var partitions = Enumerable.Range(0, parts).Select(i => new Partition(world, i, parts)).ToArray();
    var clock = Stopwatch.StartNew();
    var alloc = GC.GetAllocatedBytesForCurrentThread();
    long windows = 0;
    if (parts == 1)
        partitions[0].Advance(long.MaxValue);
    else
        while (true)
        {
            var next = partitions.Min(p => p.NextTime);
            if (next == long.MaxValue) break;
            var end = (next / world.Lookahead + 1) * world.Lookahead;
            windows++;
            foreach (var p in partitions) p.Advance(end);
            foreach (var p in partitions)
                for (var q = 0; q < parts; q++)
                    foreach (var box in new[] { p.CommandsTo(q), p.RepliesTo(q) })
                    {
                        partitions[q].Accept(box.Events.Span);
                        box.Clear();
                    }
        }
    var seconds = clock.Elapsed.TotalSeconds;
    alloc = GC.GetAllocatedBytesForCurrentThread() - alloc;
    var result = ResultMerger.Merge(world, partitions.Select(p => p.Close(world.End)), true);
    var c = result.Clients[0];
    Console.WriteLine($"{result.Events:N0} events {seconds:F2} s {result.Events / seconds / 1e6:F2} M/s  {seconds / result.Events * 1e9:F0} ns  alloc {alloc / 1e6:F1} MB windows {windows} submitted {c[ClientCounter.MessagesSubmitted]} delivered {c[ClientCounter.MessagesDelivered]} queued {c[ClientCounter.MessagesQueued]} delay {c.Delay.Mean / 1e7:F3} s digest {result.Digest[..12]}");
}
