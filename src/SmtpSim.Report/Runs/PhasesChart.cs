using SmtpSim.Kernel;
using SmtpSim.Model;
using SmtpSim.Protocol;

namespace SmtpSim.Report;

/// <summary>How long sessions were in each of their three phases.</summary>
internal static class PhasesChart
{
    private const int Places = 160;
    private const double TicksPerSecond = SimDuration.TicksPerSecond;

    public static Chart? Of(ReportedRun run)
    {
        if (run.Observation is not { } observation || observation.Phases.All(phase => phase.Count == 0))
            return null;
        var phases = Enum.GetValues<Phase>().Select(phase => (Name: PhaseText.Of(phase), Tally: observation.Phases[(int)phase])).Where(phase => phase.Tally.Count > 0).ToList();
        var low = Math.Max(1e-4, phases.Min(phase => HdrLayout.LowerBound(phase.Tally.Buckets.IndexOfAnyExcept(0))) / TicksPerSecond * 0.8);
        var high = Math.Max(low * 10, phases.Max(phase => phase.Tally.Max) / TicksPerSecond * 1.2);
        return new Chart
        {
            Name = "phases",
            Title = "Duration of the phases of a session",
            Sentence = Sentence(phases),
            X = new Axis("duration", AxisScale.Log, Measure.Seconds) { Min = low, Max = high },
            Y = new Axis("share of the sessions that came to the phase", Measure: Measure.Share) { Min = 0, Max = 1 },
            Series = [.. phases.Select(phase => new ChartSeries(phase.Name, Mark.Line, Curve(phase.Tally, low, high)))],
            Note = observation.Whole ? null : NotWhole(observation),
        };
    }

    /// <summary>What is said where the second look did not see the whole run.</summary>
    public static string NotWhole(Observation observation) => $"This is of the first {Quantity.Duration(observation.Until.TotalSeconds)} only: the run has too many events to look at all of them.";

    private static List<ChartPoint> Curve(Tally tally, double low, double high)
    {
        var points = new List<ChartPoint>(Places + 1);
        var (bucket, ended) = (0, 0L);
        for (var i = 0; i <= Places; i++)
        {
            var x = LogPlaces.At(low, high, i, Places);
            while (bucket < tally.Buckets.Length && HdrLayout.Midpoint(bucket) <= x * TicksPerSecond)
                ended += tally.Buckets[bucket++];
            points.Add(new ChartPoint(x, ended / (double)tally.Count));
        }
        return points;
    }

    private static string Sentence(List<(string Name, Tally Tally)> phases)
        => "Median durations: " + string.Join(", ", phases.Select(phase => $"{phase.Name} {Quantity.Duration(phase.Tally.Quantile(0.5) / TicksPerSecond)}")) + ".";
}
