using SmtpSim.Model;

namespace SmtpSim.Report;

/// <summary>The retries of some messages: a lane each, a dot for each attempt.</summary>
internal static class TimelineChart
{
    private const int MostLanes = 24;

    private static readonly (MessageFate Outcome, string Name, int Look)[] Outcomes =
    [
        (MessageFate.Queued, "deferred", 1),
        (MessageFate.Delivered, "delivered", 0),
        (MessageFate.Bounced, "bounced", 3),
        (MessageFate.Expired, "given up", 4),
        (MessageFate.Dropped, "dropped", 6),
    ];

    public static Chart? Of(ReportedRun run)
    {
        if (run.Observation is not { } observation)
            return null;
        var lanes = observation.Lifelines.OrderBy(line => line.Exemplar ? 0 : 1).Take(MostLanes).OrderBy(line => line.Submitted).ToList();
        if (!lanes.Exists(lane => lane.Attempts.Count > 1))
            return null;
        return new Chart
        {
            Name = "retries",
            Title = "Retries of some messages",
            Sentence = Sentence(lanes),
            X = new Axis("time since submission", AxisScale.Log, Measure.Seconds) { Min = Waits(lanes)[0] / 2 },
            Y = Axis.Of("message", [.. lanes.Select(lane => lane.Name)]),
            Series = [.. Outcomes
                .Select(outcome => new ChartSeries(outcome.Name, Mark.Points, [.. lanes.SelectMany((lane, i) => lane.Attempts.Where(attempt => attempt.Outcome == outcome.Outcome).Select(attempt => new ChartPoint(Since(lane, attempt.Time), i)))]) { Look = outcome.Look })
                .Where(series => series.Points.Count > 0)],
            Note = "The slowest messages, the first that failed, and the first of each client group that were deferred. What comes before the time that the axis begins with stands at its beginning."
                + (observation.Whole ? "" : " " + PhasesChart.NotWhole(observation)),
        };
    }

    private static double Since(Lifeline lane, Kernel.SimTime time) => Math.Max(0.001, (time - lane.Submitted).TotalSeconds);

    /// <summary>Seconds between one attempt and the next, from the shortest on.</summary>
    private static List<double> Waits(List<Lifeline> lanes)
        => [.. lanes.SelectMany(lane => lane.Attempts.Zip(lane.Attempts.Skip(1), (one, next) => Math.Max(0.002, (next.Time - one.Time).TotalSeconds))).Order()];

    private static string Sentence(List<Lifeline> lanes)
    {
        var waits = Waits(lanes);
        var most = lanes.MaxBy(lane => lane.Attempts.Count)!;
        return $"Between two attempts of these {lanes.Count} messages lie {Quantity.Duration(waits[0])} to {Quantity.Duration(waits[^1])}; {most.Name} was tried {Quantity.Count(most.Attempts.Count, "time")}.";
    }
}
