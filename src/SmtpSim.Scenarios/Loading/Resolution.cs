using SmtpSim.Kernel;
using SmtpSim.Model;

namespace SmtpSim.Scenarios;

/// <summary>
/// Settles what a scenario leaves to its other parts: "*", rates of a whole stream, the end of a stream, trace files, the width of the
/// series.
/// </summary>
internal sealed class Resolution(ReadContext context, TraceSource traces)
{
    /// <summary>About this many bins are enough for a chart.</summary>
    private const int BinsWanted = 1000;

    private static readonly SimDuration[] Widths =
    [
        SimDuration.FromSeconds(1), SimDuration.FromSeconds(5), SimDuration.FromSeconds(10), SimDuration.FromSeconds(30),
        SimDuration.FromMinutes(1), SimDuration.FromMinutes(5), SimDuration.FromMinutes(10), SimDuration.FromMinutes(30),
        SimDuration.FromHours(1), SimDuration.FromHours(3), SimDuration.FromHours(6), SimDuration.FromDays(1),
    ];

    public Scenario Resolve(Scenario read)
    {
        var scenario = read;
        if (read.SeriesInterval.Ticks == 0) scenario = scenario with { SeriesInterval = SeriesFor(read.Duration + read.Drain) };
        scenario = scenario with
        {
            Outages = [.. read.Outages, .. read.Failures.SelectMany((failure, i) => failure.Trace is null ? [] : traces.LoadOutages(failure, $"failures[{i}].trace", context))],
            Failures = [.. read.Failures.Where(failure => failure.Trace is null)],
        };
        return scenario with { Traffic = [.. read.Traffic.Select((stream, i) => Stream(read, stream, PathText.Item("traffic", i)))] };
    }

    /// <summary>The narrowest nice width with about a thousand bins or fewer.</summary>
    public static SimDuration SeriesFor(SimDuration length)
    {
        foreach (var width in Widths)
        {
            if (length.Ticks <= width.Ticks * BinsWanted) return width;
        }
        return Widths[^1];
    }

    private TrafficSpec Stream(Scenario scenario, TrafficSpec stream, string path)
    {
        var senders = StreamSenders.Of(scenario, stream).ToList();
        if (stream.From.Contains(TrafficLanguage.All)) stream = stream with { From = [.. senders.Select(group => group.Name)] };
        if (stream.End == TrafficLanguage.ToTheEnd) stream = stream with { End = scenario.Duration };
        return stream.Arrivals switch
        {
            ArrivalSpec.Poisson { PerSecond: < 0 } poisson => stream with { Arrivals = new ArrivalSpec.Poisson(-poisson.PerSecond / Math.Max(1, senders.Sum(group => (long)group.Count))) },
            ArrivalSpec.Trace trace => stream with { Arrivals = traces.Load(trace.File, PathText.Member(path, "arrivals.trace"), stream, senders, context) },
            _ => stream,
        };
    }
}
