using SmtpSim.Kernel;
using SmtpSim.Model;

namespace SmtpSim.Results;

/// <summary>The time in which a scenario disturbs its fleet: from the first of its disturbances to the end of the last.</summary>
internal sealed record Disturbance(SimTime Start, SimTime End)
{
    /// <summary>
    /// Outages, partitions of the network, periods of loss, faults that begin and end, and times in which servers do less than usual. Null when there is none; what comes again and again
    /// has no end, and does not count.
    /// </summary>
    public static Disturbance? Of(Scenario scenario)
    {
        List<(SimDuration Start, SimDuration End)> spans =
        [
            .. scenario.Outages.Select(outage => (outage.Start, outage.Start + outage.Length)),
            .. scenario.Network.Partitions.Concat(scenario.Network.LossPeriods).Where(period => period.Every is null).Select(period => (period.Start, period.Start + period.Length)),
            .. scenario.Servers.SelectMany(group => group.Pace?.Capacity ?? []).Where(period => period.Factor < 1).Select(period => (period.Start, period.Start + period.Length)),
            .. scenario.Servers.SelectMany(group => group.Faults).Where(fault => fault.When.To.Ticks > 0).Select(fault => (fault.When.From, fault.When.To)),
        ];
        return spans.Count == 0 ? null : new Disturbance(SimTime.Zero + spans.Min(span => span.Start), SimTime.Zero + spans.Max(span => span.End));
    }
}
