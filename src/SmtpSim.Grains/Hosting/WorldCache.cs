using System.Collections.Concurrent;
using SmtpSim.Model;

namespace SmtpSim.Grains;

/// <summary>The compiled world of each run in this silo: all its partitions here share one.</summary>
internal sealed class WorldCache
{
    private readonly ConcurrentDictionary<string, Lazy<World>> _worlds = new(StringComparer.Ordinal);

    public World Get(string run, Scenario scenario)
        => _worlds.GetOrAdd(run, _ => new Lazy<World>(() => new World(scenario))).Value;

    public void Forget(string run) => _worlds.TryRemove(run, out _);
}
