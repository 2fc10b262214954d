using System.Globalization;
using SmtpSim.Kernel;
using SmtpSim.Model;

namespace SmtpSim.Cli;

/// <summary>Where two runs part: in a sentence, and with what happens in each.</summary>
internal static class FirstEventText
{
    public static string Of(TrajectoryDifference? difference) =>
        difference is null ? "Every event is the same in both." : $"They part at event {Quantity.Count(difference.Number)}.";

    /// <summary>Of A and of B: when, where and what.</summary>
    public static IReadOnlyList<(string Time, string Host, string What)> Events(TrajectoryDifference? difference) =>
        difference is null ? [] : [Event(difference.First), Event(difference.Second)];

    private static (string, string, string) Event(TrajectoryEvent? one) => one is null ? ("", "", "nothing more happens") : (Clock(one.Time), one.Host, one.What);

    private static string Clock(SimTime time)
    {
        var span = TimeSpan.FromTicks(time.Ticks);
        // To the tick: runs may part by less than a millisecond.
        return span.ToString(span.Days > 0 ? @"d\ hh\:mm\:ss\.fffffff" : @"h\:mm\:ss\.fffffff", CultureInfo.InvariantCulture);
    }
}
