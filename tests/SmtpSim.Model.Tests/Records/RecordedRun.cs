namespace SmtpSim.Model.Tests;

/// <summary>A run and all its records, taken as the grains take them: in one partition after slices, in several at barriers.</summary>
internal sealed record RecordedRun(Outcome Outcome, MessageRecord[] Messages, AttemptRecord[] Attempts, SessionRecord[] Sessions)
{
    private const long SliceEvents = 37;

    public static RecordedRun Of(Scenario scenario, int partitions, RecordSelection selection)
    {
        var world = new World(scenario);
        Partition[] all = [.. Enumerable.Range(0, partitions).Select(i => new Partition(world, i, partitions, selection))];
        List<MessageRecord> messages = [];
        List<AttemptRecord> attempts = [];
        List<SessionRecord> sessions = [];
        void Take(long before)
        {
            var batch = RecordBatch.Merge([.. all.Select(partition => partition.TakeRecords(before))]);
            messages.AddRange(batch.Messages);
            attempts.AddRange(batch.Attempts);
            sessions.AddRange(batch.Sessions);
            batch.Return();
        }

        if (partitions == 1)
        {
            while (!all[0].Advance(long.MaxValue, SliceEvents))
                Take(all[0].Now);
        }
        else
        {
            Simulation.AdvanceInWindows(world, all, Take);
        }
        var outcome = Outcome.Of(world, all);
        Take(long.MaxValue);
        Assert.Equal(0, all.Sum(partition => partition.Records));
        return new RecordedRun(outcome, [.. messages], [.. attempts], [.. sessions]);
    }
}
