using System.Globalization;
using SmtpSim.Kernel;
using SmtpSim.Model;

namespace SmtpSim.Cli;

/// <summary>Where two runs part, in a sentence.</summary>
internal static class FirstEventText
{
    public static string Of(TrajectoryDifference? difference) =>
        difference is null ? "Every event is the same in both."
        : difference.First == difference.Second ? $"They part at event {Quantity.Count(difference.Number)}, at {Clock(difference.First)}."
        : $"They part at event {Quantity.Count(difference.Number)}: in A {Clock(difference.First)}, in B {Clock(difference.Second)}.";

    private static string Clock(SimTime? time)
    {
        if (time is not { } at)
            return "nothing more happens";
        var span = TimeSpan.FromTicks(at.Ticks);
        return span.ToString(span.Days > 0 ? @"d\ hh\:mm\:ss\.fff" : @"h\:mm\:ss\.fff", CultureInfo.InvariantCulture);
    }
}
