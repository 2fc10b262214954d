using SmtpSim.Kernel;
using SmtpSim.Model;
using SmtpSim.Protocol;

namespace SmtpSim.Validation.Tests;

/// <summary>One run of an experiment and the figures that claims are about. Durations are in seconds.</summary>
internal sealed class Run
{
    private readonly RunResult _result;

    private Run(World world, RunResult result, Population population)
    {
        (World, _result, Population) = (world, result, population);
    }

    public World World { get; }

    public RunResult Result => _result;

    /// <summary>What was seen when it was looked at regularly.</summary>
    public Population Population { get; }

    /// <summary>The first client group.</summary>
    public ClientMetrics Client => _result.Clients[0];

    /// <summary>The first server group.</summary>
    public ServerMetrics Server => _result.Servers[0];

    /// <summary>Length of the run in seconds.</summary>
    public double Length => World.End / (double)SimDuration.TicksPerSecond;

    public static Run Of(Scenario scenario, SimDuration lookEvery)
    {
        var world = new World(scenario);
        var partition = new Partition(world, 0, 1);
        var population = new Population();
        if (lookEvery.Ticks > 0)
            for (var time = lookEvery.Ticks; time < world.End; time += lookEvery.Ticks)
            {
                partition.Advance(time);
                population.Add(partition.QueuedMessages - partition.Sessions, (int)partition.Sessions);
            }
        partition.Advance(long.MaxValue);
        var result = ResultMerger.Merge(world, [partition.Close(world.End)], complete: true);
        foreach (var group in result.Clients)
            ThrowIfUnbalanced(group);
        return new Run(world, result, population);
    }

    /// <summary>Whatever is measured: every message met exactly one fate or is still queued.</summary>
    private static void ThrowIfUnbalanced(ClientMetrics group)
    {
        var known = group[ClientCounter.MessagesDelivered] + group[ClientCounter.MessagesBounced] + group[ClientCounter.MessagesExpired]
            + group[ClientCounter.MessagesDropped] + group[ClientCounter.MessagesQueued];
        if (known != group[ClientCounter.MessagesSubmitted])
            throw new InvalidOperationException($"Of {group[ClientCounter.MessagesSubmitted]} messages {known} have a fate.");
    }

    public ClientMetrics ClientOf(string group) => _result.Clients[IndexOf(_result.Scenario.Clients, item => item.Name == group)];

    public ServerMetrics ServerOf(string group) => _result.Servers[IndexOf(_result.Scenario.Servers, item => item.Name == group)];

    /// <summary>When the first message of a client is tried, in seconds since its submission, as its trace tells.</summary>
    public IReadOnlyList<double> AttemptsOf(string client)
    {
        var lines = TraceRun.Run(_result.Scenario, new TraceRequest.Message(client, 1)).Log!.Lines;
        var submitted = lines.First(line => line.Kind == TraceKind.Submitted).Time;
        return [.. lines.Where(line => line.Kind == TraceKind.Connect).Select(line => (line.Time.Ticks - submitted.Ticks) / (double)SimDuration.TicksPerSecond)];
    }

    /// <summary>A level of the first server group over time: its area by the length of the run.</summary>
    public double Mean(ServerSeries area) => Total(Server.Series, (int)area) / (double)World.End;

    public double Mean(ServerMetrics server, ServerSeries area) => Total(server.Series, (int)area) / (double)World.End;

    /// <summary>A level of the first client group over time.</summary>
    public double Mean(ClientSeries area) => Total(Client.Series, (int)area) / (double)World.End;

    /// <summary>Sessions of the first client group that ended in this way.</summary>
    public long Ends(SessionEnd end) => Enum.GetValues<Phase>().Sum(phase => Client.EndsOf(end, phase));

    public static long Total(Series series, int field)
    {
        long total = 0;
        for (var row = 0; row < series.Rows; row++)
            total += series[row, field];
        return total;
    }

    private static int IndexOf<T>(IReadOnlyList<T> items, Func<T, bool> isIt)
    {
        for (var i = 0; i < items.Count; i++)
            if (isIt(items[i]))
                return i;
        throw new ArgumentException("The scenario has no such group.", nameof(isIt));
    }
}
