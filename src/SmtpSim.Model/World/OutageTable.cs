using SmtpSim.Kernel;

namespace SmtpSim.Model;

/// <summary>When the servers of a group are out: by schedule, and at random, each for itself or with others.</summary>
internal sealed class OutageTable
{
    /// <summary>Outages at random are told from those of the schedule by their index, which is negative: -1 for the first failure.</summary>
    private const int FirstFailure = -1;

    private readonly int _firstHost;
    private readonly Outage[][] _byHost;

    private OutageTable(int firstHost, Outage[][] byHost) => (_firstHost, _byHost) = (firstHost, byHost);

    /// <summary>Whether a server of the group is ever out.</summary>
    public bool IsEmpty => Array.TrueForAll(_byHost, outages => outages.Length == 0);

    public IEnumerable<Outage> All => _byHost.SelectMany(outages => outages);

    /// <summary>The outages of a server by its host number, in order of time, not overlapping.</summary>
    public Outage[] Of(int host) => _byHost.Length == 1 ? _byHost[0] : _byHost[host - _firstHost];

    /// <summary>The outage of a server at a tick, if there is one.</summary>
    public Outage? At(int host, long now)
    {
        var outages = Of(host);
        var begun = Begun(outages, now);
        return begun > 0 && now < outages[begun - 1].End ? outages[begun - 1] : null;
    }

    /// <summary>How many of a server's outages have begun by a tick.</summary>
    public static int Begun(Outage[] outages, long now)
    {
        var (low, high) = (0, outages.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (outages[middle].Start <= now)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }

    /// <param name="scenario">The scenario.</param>
    /// <param name="group">Index of the group.</param>
    /// <param name="firstHost">Number of its first host.</param>
    /// <param name="key">Of all outages at random.</param>
    /// <param name="mirror">Of the world.</param>
    public static OutageTable Build(Scenario scenario, int group, int firstHost, RandomKey key, ulong mirror)
    {
        var servers = scenario.Servers[group];
        var end = (scenario.Duration + scenario.Drain).Ticks;
        var common = scenario.Outages.Select((outage, i) => (outage, i))
            .Where(pair => string.Equals(pair.outage.Servers, servers.Name, StringComparison.Ordinal) && pair.outage.Length > SimDuration.Zero)
            .Select(pair => new Outage(pair.outage.Start.Ticks, (pair.outage.Start + pair.outage.Length).Ticks, pair.outage.Kind, pair.i, pair.outage.Loses.Ticks))
            .ToList();
        var failures = scenario.Failures.Select((failure, i) => (failure, i)).Where(pair => pair.failure.Servers.Contains(servers.Name, StringComparer.Ordinal)).ToList();
        foreach (var (failure, i) in failures.Where(pair => pair.failure.Scope != FailureScope.Host))
            common.AddRange(Draw(failure, i, key.Derive((ulong)i).Derive(failure.Scope == FailureScope.Zone ? ulong.MaxValue : (ulong)group), mirror, end));
        var single = failures.Where(pair => pair.failure.Scope == FailureScope.Host).ToList();
        if (single.Count == 0)
            return new OutageTable(firstHost, [InOrder(common)]);
        return new OutageTable(firstHost, [.. Enumerable.Range(firstHost, servers.Count).Select(host =>
            InOrder([.. common, .. single.SelectMany(pair => Draw(pair.failure, pair.i, key.Derive((ulong)pair.i).Derive((ulong)host), mirror, end))]))]);
    }

    private static IEnumerable<Outage> Draw(FailureSpec failure, int index, RandomKey key, ulong mirror, long end)
    {
        var up = Sampler.Compile(new Distribution.Exponential(failure.MeanUp.Ticks));
        var down = Sampler.Compile(new Distribution.Exponential(failure.MeanDown.Ticks));
        var time = 0L;
        for (var n = 0UL; ; n += 2)
        {
            time += up.Sample(key.Draw(n) ^ mirror);
            if (time >= end)
                yield break;
            var length = Math.Max(1, down.Sample(key.Draw(n + 1) ^ mirror));
            yield return new Outage(time, time + length, failure.Kind, FirstFailure - index, failure.Loses.Ticks);
            time += length;
        }
    }

    private static Outage[] InOrder(List<Outage> outages)
    {
        var kept = new List<Outage>(outages.Count);
        foreach (var outage in outages.OrderBy(outage => outage.Start))
        {
            var start = kept.Count == 0 ? outage.Start : Math.Max(outage.Start, kept[^1].End);
            if (start < outage.End)
                kept.Add(outage with { Start = start });
        }
        return [.. kept];
    }
}
