using CsCheck;

namespace SmtpSim.Results.Tests;

public sealed class SweepScheduleTests
{
    [Fact]
    public void Schedule_OfAFixedNumber_TakesEveryRunOnce()
    {
        var schedule = new SweepSchedule(2, 3, 3, _ => throw new InvalidOperationException());
        var taken = new List<(int, int)>();
        while (schedule.TryTake(out var next))
            taken.Add(next);
        Assert.Equal([(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2)], taken);
        foreach (var (cell, replication) in taken)
            schedule.Add(Record(cell, replication));
        Assert.True(schedule.IsDone);
        Assert.Equal(6, schedule.Needed);
    }

    [Fact]
    public void Schedule_WithRunsFromAJournal_RunsTheOthersAlone()
    {
        var schedule = new SweepSchedule(1, 3, 3, _ => true);
        schedule.Add(Record(0, 1));
        var taken = new List<(int, int)>();
        while (schedule.TryTake(out var next))
            taken.Add(next);
        Assert.Equal([(0, 0), (0, 2)], taken);
    }

    /// <summary>However many run side by side and in whatever order they end, a cell has the same runs.</summary>
    [Fact]
    public void Schedule_UntilEnough_DependsOnTheRunsAlone() =>
        Gen.Select(Gen.Int[2, 6], Gen.Int[2, 25], Gen.Int[1, 8], Gen.Int[0, 1000]).Sample((min, enough, workers, seed) =>
        {
            var schedule = new SweepSchedule(2, min, 20, runs => runs.Count >= enough);
            var running = new List<(int Cell, int Replication)>();
            for (var step = 0; ; step++)
            {
                while (running.Count < workers && schedule.TryTake(out var next))
                    running.Add(next);
                if (running.Count == 0)
                    break;
                var ended = running[(seed + step * 7) % running.Count];
                running.Remove(ended);
                schedule.Add(Record(ended.Cell, ended.Replication));
            }

            Assert.True(schedule.IsDone);
            Assert.Equal(Enumerable.Range(0, Math.Clamp(enough, min, 20)), schedule.RunsOf(1).Select(run => run.Replication));
        });

    private static SweepRecord Record(int cell, int replication) => new(cell, replication, "00", 1, []);
}
