namespace SmtpSim.Model.Tests;

/// <summary>Runs scenarios as the grains do, in this process: one partition in one go, several in windows on the grid of the lookahead.</summary>
internal static class Simulation
{
    public static Outcome Run(Scenario scenario, int partitions = 1)
    {
        var world = new World(scenario);
        Partition[] all = [.. Enumerable.Range(0, partitions).Select(i => new Partition(world, i, partitions))];
        if (partitions == 1)
            all[0].Advance(long.MaxValue);
        else
            AdvanceInWindows(world, all);
        return Outcome.Of(world, all);
    }

    /// <summary>In one partition that tells <paramref name="recorder"/> of everything.</summary>
    public static Outcome Run(Scenario scenario, TraceRecorder recorder)
    {
        var world = new World(scenario);
        var partition = new Partition(world, index: 0, count: 1, recorder);
        partition.Advance(long.MaxValue);
        return Outcome.Of(world, [partition]);
    }

    /// <param name="barrier">Called at each barrier with the end of the window; null for nothing.</param>
    public static void AdvanceInWindows(World world, Partition[] partitions, Action<long>? barrier = null)
    {
        while (true)
        {
            var next = partitions.Min(partition => partition.NextTime);
            if (next == long.MaxValue)
                return;
            var end = (next / world.Lookahead + 1) * world.Lookahead;
            foreach (var partition in partitions)
                partition.Advance(end);
            foreach (var sender in partitions)
                foreach (var receiver in partitions)
                    if (sender != receiver)
                        Exchange(sender, receiver);
            barrier?.Invoke(end);
        }
    }

    private static void Exchange(Partition sender, Partition receiver)
    {
        foreach (var outbox in new[] { sender.CommandsTo(receiver.Index), sender.RepliesTo(receiver.Index) })
        {
            receiver.Accept(outbox.Events.Span);
            outbox.Clear();
        }
    }
}
