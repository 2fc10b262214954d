using System.Text.Json.Serialization;
using SmtpSim.Kernel;
using SmtpSim.Model;

namespace SmtpSim.Results;

/// <summary>What <c>summary.json</c> says: depends on scenario and seed alone.</summary>
/// <param name="Schema">Name and version of this form; a later version may add members and never changes what one means.</param>
/// <param name="Scenario">The scenario's name.</param>
/// <param name="Complete">False: the run was interrupted and the figures cover the time up to <paramref name="LastEventS"/> only.</param>
/// <param name="DurationS">When traffic stops; seconds of virtual time, as all times here.</param>
/// <param name="LastEventS">When the last event happened.</param>
/// <param name="Total">All groups together.</param>
/// <param name="Clients">By client group, in the scenario's order.</param>
/// <param name="Servers">By server group, in the scenario's order.</param>
/// <param name="Expectations">Those of the scenario, in its order; absent when it has none or the run was interrupted.</param>
/// <param name="EndToEnd">Mail over all its hops; not there in a scenario that does not follow it.</param>
/// <param name="Notes">What the figures do not show by themselves, such as a queue that was still growing; absent when there is nothing to say.</param>
public sealed record RunSummary(
    string Schema,
    string Scenario,
    ulong Seed,
    int Replication,
    bool Complete,
    double DurationS,
    double DrainS,
    double LastEventS,
    long Events,
    TotalSummary Total,
    IReadOnlyList<ClientSummary> Clients,
    IReadOnlyList<ServerSummary> Servers,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<ExpectationSummary>? Expectations = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] EndToEndSummary? EndToEnd = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Notes = null)
{
    public const string SchemaName = "smtpsim-summary/1";

    public static RunSummary Of(RunResult result, IReadOnlyList<ExpectationResult>? expectations = null)
    {
        var scenario = result.Scenario;
        var horizon = Horizon.Of(result);
        return new RunSummary(
            SchemaName,
            scenario.Name,
            scenario.Seed,
            scenario.Replication,
            result.Complete,
            scenario.Duration.TotalSeconds,
            scenario.Drain.TotalSeconds,
            result.LastEvent.TotalSeconds,
            result.Events,
            TotalSummary.Of(result, horizon),
            [.. scenario.Clients.Zip(result.Clients, (group, metrics) => ClientSummary.Of(group.Name, group.Count, metrics, horizon))],
            [.. scenario.Servers.Zip(result.Servers, (group, metrics) => ServerSummary.Of(
                group.Name, group.Count, metrics, WorkerSummary.Of(WorkersOf(group), metrics, horizon), horizon))],
            expectations is { Count: > 0 } ? [.. expectations.Select(ExpectationSummary.Of)] : null,
            EndToEndSummary.Of(result),
            RunNotes.Of(result, horizon) is { Count: > 0 } notes ? notes : null);
    }

    internal static long WorkersOf(ServerGroup group) => (long)group.Workers * group.Count;
}

/// <summary>All client groups as one, and all server groups as one; the latter's workers are those of the servers that limit theirs.</summary>
public sealed record TotalSummary(ClientSummary Clients, ServerSummary Servers)
{
    private const string All = "*";

    internal static TotalSummary Of(RunResult result, Horizon horizon)
    {
        var scenario = result.Scenario;
        var clients = new ClientMetrics(horizon.BinTicks);
        foreach (var metrics in result.Clients)
            Merge(clients.Arrays, metrics.Arrays);

        var servers = new ServerMetrics(horizon.BinTicks);
        var limited = new ServerMetrics(horizon.BinTicks);
        foreach (var (group, metrics) in scenario.Servers.Zip(result.Servers))
        {
            Merge(servers.Arrays, metrics.Arrays);
            if (group.Workers > 0)
                Merge(limited.Arrays, metrics.Arrays);
        }

        var workers = scenario.Servers.Sum(RunSummary.WorkersOf);
        return new TotalSummary(
            ClientSummary.Of(All, scenario.Clients.Sum(group => (long)group.Count), clients, horizon),
            ServerSummary.Of(
                All, scenario.Servers.Sum(group => (long)group.Count), servers, WorkerSummary.Of(workers, limited, horizon), horizon));
    }

    private static void Merge(IEnumerable<MetricArray> into, IEnumerable<MetricArray> from)
    {
        foreach (var (target, source) in into.Zip(from))
            target.MergeFrom(source.Values);
    }
}
