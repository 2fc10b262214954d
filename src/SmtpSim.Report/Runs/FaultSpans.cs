using SmtpSim.Kernel;
using SmtpSim.Model;

namespace SmtpSim.Report;

/// <summary>When a scenario disturbs its fleet, as shades of a chart over time.</summary>
internal static class FaultSpans
{
    /// <summary>Of what comes again and again so many are shown.</summary>
    private const int MostOfOne = 50;

    public static IReadOnlyList<Shade> Of(Scenario scenario, double end)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        var spans = new List<Shade>();
        foreach (var outage in scenario.Outages)
            spans.Add(Span(outage.Start, outage.Length, $"{outage.Servers} {Word(outage.Kind)}"));
        foreach (var (period, what) in scenario.Network.Partitions.Select(period => (period, "cut off")).Concat(scenario.Network.LossPeriods.Select(period => (period, "loses segments"))))
            spans.AddRange(Repeated(period, end).Select(start => Span(start, period.Length, $"{period.To ?? period.From ?? "network"} {what}")));
        foreach (var group in scenario.Servers)
            foreach (var fault in group.Faults.Where(fault => fault.When.To > SimDuration.Zero))
                spans.Add(Span(fault.When.From, fault.When.To - fault.When.From, $"faults of {group.Name}"));
        foreach (var group in scenario.Clients)
            foreach (var crash in group.Crashes)
                spans.Add(Span(crash.Start, crash.Length, $"{group.Name} down"));
        return [.. Merged(spans.Where(span => span.From < end).OrderBy(span => span.From)).Select(span => span with { To = Math.Min(span.To, end) })];
    }

    private static IEnumerable<SimDuration> Repeated(LossPeriodSpec period, double end)
    {
        var start = period.Start;
        for (var n = 0; n < MostOfOne && start.TotalSeconds < end; n++)
        {
            yield return start;
            if (period.Every is not { } every || every <= SimDuration.Zero)
                yield break;
            start += every;
        }
    }

    /// <summary>The same thing at the same time is said once.</summary>
    private static IEnumerable<Shade> Merged(IEnumerable<Shade> spans) => spans.Distinct();

    private static Shade Span(SimDuration start, SimDuration length, string label) => new(start.TotalSeconds, (start + length).TotalSeconds, label);

    private static string Word(OutageKind kind) => kind switch
    {
        OutageKind.Refuse => "refuses",
        OutageKind.Timeout => "unreachable",
        _ => "answers 421",
    };
}
