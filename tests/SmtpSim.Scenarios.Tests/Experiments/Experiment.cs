using System.Collections.Concurrent;
using SmtpSim.Kernel;
using SmtpSim.Model;

namespace SmtpSim.Scenarios.Tests;

/// <summary>A run of a scenario of the repository in one partition, and its figures by the names of groups.</summary>
internal sealed class Experiment
{
    private static readonly ConcurrentDictionary<string, Lazy<Experiment>> Runs = new(StringComparer.Ordinal);

    private readonly RunResult _result;

    private Experiment(string name, string[] sets)
    {
        Expectation = string.Join(' ', File.ReadLines(Repository.PathOf($"scenarios/{name}.yaml")).Skip(3).TakeWhile(line => line.StartsWith('#')).Select(line => line.TrimStart('#').Trim()));
        var world = new World(ScenarioFileTests.Load(name + ".yaml", sets));
        var partition = new Partition(world, 0, 1);
        while (!partition.Advance(long.MaxValue))
        {
        }
        _result = ResultMerger.Merge(world, [partition.Close(world.End)], complete: true);
    }

    /// <summary>What the file's opening comment promises, on one line.</summary>
    public string Expectation { get; }

    /// <summary>Each scenario runs once however many tests look at it.</summary>
    public static Experiment Run(string name, params string[] sets) =>
        Runs.GetOrAdd(name + "|" + string.Join('|', sets), _ => new Lazy<Experiment>(() => new Experiment(name, sets))).Value;

    public ClientMetrics Client(string group) => _result.Clients[_result.Scenario.Clients.ToList().FindIndex(item => item.Name == group)];

    public ServerMetrics Server(string group) => _result.Servers[_result.Scenario.Servers.ToList().FindIndex(item => item.Name == group)];

    /// <summary>What became of the mail of a client group, or of a relay, over all hops.</summary>
    public EndToEndMetrics Origin(string group) => _result.EndToEnd[_result.Scenario.Clients.ToList().FindIndex(item => item.Name == group)];

    public ReceptionMetrics Reception(string group) => _result.Receptions[_result.Scenario.Servers.ToList().FindIndex(item => item.Name == group)];

    /// <summary>Asserts that the comment says so; the caller asserts that it is so.</summary>
    public Experiment Says(params string[] phrases)
    {
        foreach (var phrase in phrases) Assert.Contains(phrase, Expectation, StringComparison.Ordinal);
        return this;
    }

    public double DeliveredShare(string group) => Client(group)[ClientCounter.MessagesDelivered] / (double)Client(group)[ClientCounter.MessagesSubmitted];

    public double AttemptsPerMessage(string group) => Client(group)[ClientCounter.Attempts] / (double)Client(group)[ClientCounter.MessagesSubmitted];

    public double DelaySeconds(string group, double quantile) => Client(group).Delay.Quantile(quantile) / (double)SimDuration.TicksPerSecond;

    public double LatestSeconds(string group) => Client(group).Delay.Max / (double)SimDuration.TicksPerSecond;
}
