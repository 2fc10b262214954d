using SmtpSim.Kernel;

namespace SmtpSim.Model.Tests;

/// <summary>Plays a retry schedule on its own: attempts take no time and always fail.</summary>
internal static class Schedules
{
    /// <summary>Ticks of all attempts of a message submitted at tick 0.</summary>
    /// <param name="spec">The schedule.</param>
    /// <param name="key">Where the random bits of the attempts come from.</param>
    /// <param name="phase">Tick of the first queue run.</param>
    /// <param name="most">Stops after so many attempts, for schedules that never give up.</param>
    public static List<long> Attempts(RetrySpec spec, RandomKey key = default, long phase = 0, int most = 10_000)
    {
        var schedule = RetrySchedule.Compile(spec);
        var attempts = new List<long>();
        long memory = 0;
        for (long now = 0; now != RetrySchedule.GiveUp && attempts.Count < most;)
        {
            attempts.Add(now);
            now = schedule.NextDue(new FailedAttempt(now, 0, attempts.Count, key.Draw((ulong)attempts.Count), phase), ref memory);
        }
        return attempts;
    }

    public static long[] Waits(IReadOnlyList<long> attempts) => [.. attempts.Zip(attempts.Skip(1), (before, after) => after - before)];
}
