using SmtpSim.Model;

namespace SmtpSim.Report;

/// <summary>How many messages were queued, and how many sessions open, over time.</summary>
internal static class LevelCharts
{
    public static Chart Queue(ReportedRun run) => Of(run, "queue", "Queue depth", "messages queued", ClientSeries.QueueArea,
        (peak, at, left) => $"The queues were longest in the {at}, with {peak} messages in the mean; when the {(run.Result.Complete ? "traffic ended" : "run was interrupted")} they {(left < 0.5 ? "were empty" : $"held {Text(left)}")}.",
        "No message was ever queued for long.");

    public static Chart Sessions(ReportedRun run) => Of(run, "sessions", "Sessions", "sessions open", ClientSeries.SessionArea,
        (peak, at, _) => $"Most sessions were open in the {at}: {peak} at a time in the mean; no host held more than {Quantity.Count(run.Metrics.AllClients.PeakSessionsPerHost)}.",
        "No session was opened.");

    private static Chart Of(ReportedRun run, string name, string title, string label, ClientSeries field, Func<string, string, double, string> sentence, string none)
    {
        var time = run.Time;
        var groups = GroupChoice.Of(run, metrics => metrics[ClientCounter.Attempts]);
        var all = time.Means(run.Result.Clients.Select(metrics => metrics.Series), (int)field);
        var peak = Array.IndexOf(all, all.Max());
        var last = Math.Clamp((int)(run.Horizon.Traffic.Ticks / time.Width) - 1, 0, time.Bins - 1);
        return new Chart
        {
            Name = name,
            Title = title,
            Sentence = all[peak] == 0 ? none : sentence(Text(all[peak]), $"{Quantity.Duration(time.Step)} from {Quantity.Duration(peak * time.Step)} on", all[last]),
            X = time.Axis,
            Y = new Axis($"{label}, mean over {Quantity.Duration(time.Step)}") { Min = 0 },
            Series = [.. groups.Select(group => new ChartSeries(groups.Count == 1 ? "" : group.Name, Mark.Step, time.Steps([.. time.Means([group.Metrics.Series], (int)field).Select(Rounded)])) { Look = group.Look })],
            Shades = FaultSpans.Of(run.World, time.Bins * time.Step),
            Note = time.NoteOf(run.Result),
        };
    }

    private static string Text(double level) => MeasureText.Of(level >= 100 ? Math.Round(level) : level >= 1 ? Math.Round(level, 1) : Math.Round(level, 2), Measure.Number);

    /// <summary>A mean of whole things: four figures say it.</summary>
    private static double Rounded(double level) => level >= 1000 ? Math.Round(level) : level >= 10 ? Math.Round(level, 1) : Math.Round(level, 3);
}
