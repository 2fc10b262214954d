using SmtpSim.Kernel;
using SmtpSim.Model;

namespace SmtpSim.Report;

/// <summary>Time to delivery: which share of the mail submitted had arrived after how long.</summary>
internal static class DelayChart
{
    private const int Places = 160;
    private const double TicksPerSecond = SimDuration.TicksPerSecond;

    public static Chart Of(ReportedRun run)
    {
        var groups = GroupChoice.Of(run, metrics => metrics[ClientCounter.MessagesSubmitted]);
        var tallies = groups.Select(group => group.Metrics.Delay).Where(delay => delay.Count > 0).ToList();
        var (low, high) = Range(tallies);
        return new Chart
        {
            Name = "delay",
            Title = "Time to delivery",
            Sentence = Sentence(run.Metrics.AllClients),
            X = new Axis("time since submission", AxisScale.Log, Measure.Seconds) { Min = low, Max = high },
            Y = new Axis("share of the mail submitted that has arrived", Measure: Measure.Share) { Min = 0, Max = 1 },
            Series = [.. groups.Select(group => new ChartSeries(group.Name, Mark.Step, Curve(group.Metrics, low, high)))],
        };
    }

    private static (double Low, double High) Range(List<Tally> tallies)
    {
        if (tallies.Count == 0)
            return (0.1, 1000);
        var low = tallies.Min(delay => HdrLayout.LowerBound(delay.Buckets.IndexOfAnyExcept(0))) / TicksPerSecond;
        var high = tallies.Max(delay => delay.Max) / TicksPerSecond;
        // Room at either end, so that where the curve begins and ends can be seen.
        return (Math.Max(1e-6, low * 0.7), Math.Max(high * 1.4, low * 10));
    }

    private static List<ChartPoint> Curve(ClientMetrics metrics, double low, double high)
    {
        var points = new List<ChartPoint>(Places + 1);
        var submitted = Math.Max(1, metrics[ClientCounter.MessagesSubmitted]);
        var (bucket, arrived) = (0, 0L);
        for (var i = 0; i <= Places; i++)
        {
            var x = LogPlaces.At(low, high, i, Places);
            while (bucket < metrics.Delay.Buckets.Length && HdrLayout.Midpoint(bucket) <= x * TicksPerSecond)
                arrived += metrics.Delay.Buckets[bucket++];
            points.Add(new ChartPoint(x, i == Places ? metrics.Delay.Count / (double)submitted : arrived / (double)submitted));
        }
        return points;
    }

    private static string Sentence(ClientMetrics all)
    {
        var (submitted, delivered) = (all[ClientCounter.MessagesSubmitted], all[ClientCounter.MessagesDelivered]);
        if (submitted == 0)
            return "No mail was submitted.";
        if (delivered == 0)
            return "No mail arrived.";
        string After(double share) => Quantity.Duration(all.Delay.Quantile(Math.Min(1, share * submitted / delivered)) / TicksPerSecond);
        var arrived = delivered / (double)submitted;
        var first = arrived < 0.5 ? $"Only {Quantity.Percent(arrived)} of the mail arrived"
            : $"Half of the mail arrived within {After(0.5)}" + (arrived >= 0.95 ? $" and 95 % within {After(0.95)}" : "");
        var never = (submitted - delivered - all[ClientCounter.MessagesQueued]) / (double)submitted;
        var queued = all[ClientCounter.MessagesQueued] / (double)submitted;
        return first + (never > 0 ? $"; {Quantity.Percent(never)} never did" : "") + (queued > 0 ? $"; {Quantity.Percent(queued)} was still queued at the end" : "") + ".";
    }
}
