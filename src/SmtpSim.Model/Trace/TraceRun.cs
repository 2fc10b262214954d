namespace SmtpSim.Model;

/// <summary>
/// Traces one message by running the scenario: in one partition, with a recorder, and no longer than the message lives. A run leaves
/// the same trajectory with and without a recorder, so what a first run finds a second one can record.
/// </summary>
public static class TraceRun
{
    /// <summary>Events between two looks at whether the recorder has all it wants.</summary>
    private const int Slice = 4096;

    /// <summary>Runs a scenario and traces the message that is asked for.</summary>
    public static TraceOutcome Run(Scenario scenario, TraceRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var world = new World(scenario);
        if (request is TraceRequest.Message message)
            return world.TryFindClient(message.Client, out var host) ? Record(world, host, message.Number) : new TraceOutcome(Log: null, TraceProblem.UnknownClient);
        if (request.Group is { } group && !world.Scenario.Clients.Any(clients => clients.Name == group))
            return new TraceOutcome(Log: null, TraceProblem.UnknownClient);
        return Find(world, request) is var (client, number) ? Record(world, client, number) : new TraceOutcome(Log: null, TraceProblem.NeverHappened);
    }

    /// <summary>Runs a scenario and records its first sessions, whichever clients open them; fewer when there are no more.</summary>
    public static IReadOnlyList<SessionLog> FirstSessions(Scenario scenario, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var world = new World(scenario);
        var recorder = new FirstSessions(world, count);
        Advance(new Partition(world, index: 0, count: 1, recorder), world.End, recorder);
        return recorder.ToLogs();
    }

    private static (int Client, long Number)? Find(World world, TraceRequest request)
    {
        Func<int, bool> concerns = request.Group is { } group ? client => world.Scenario.Clients[world.ClientGroupOf(client)].Name == group : _ => true;
        var finder = request switch
        {
            TraceRequest.First first => new EventFinder(first.Event, code: 0, concerns),
            TraceRequest.FirstReply reply => new EventFinder(wanted: null, reply.Code, concerns),
            _ => new EventFinder(TraceEvent.Deferred, code: 0, concerns),
        };
        Advance(new Partition(world, index: 0, count: 1, finder), world.End, finder);
        return finder.Found ?? (request is not (TraceRequest.First or TraceRequest.FirstReply) ? finder.FirstSubmitted : null);
    }

    private static TraceOutcome Record(World world, int client, long number)
    {
        var recorder = new MessageRecorder(world, client, number);
        var partition = new Partition(world, index: 0, count: 1, recorder);
        // A message that is not submitted while there is traffic never will be.
        Advance(partition, world.Relays is null ? world.ArrivalEnd : world.End, recorder); // relays submit what they are given
        if (!recorder.IsSubmitted)
            return new TraceOutcome(Log: null, TraceProblem.NoSuchMessage, recorder.SubmittedByClient);
        Advance(partition, world.End, recorder);
        return new TraceOutcome(recorder.ToLog());
    }

    private static void Advance(Partition partition, long end, TraceRecorder recorder)
    {
        while (!recorder.IsDone && !partition.Advance(end, Slice))
        {
        }
    }
}
