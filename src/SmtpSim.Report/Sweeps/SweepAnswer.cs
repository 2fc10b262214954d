using SmtpSim.Results;

namespace SmtpSim.Report;

/// <summary>What a sweep found, in sentences that answer at first glance: how a metric depends on what varies.</summary>
internal static class SweepAnswer
{
    private const string Recovered = "recovered";
    private const int MostGroups = 6;
    private const int MostListed = 3;

    public static Verdict Verdict(ReportedSweep sweep)
    {
        if (sweep.Experiment is not null)
            return new Verdict(PublishedJudge.Sentence(sweep.Published), ToneOf(sweep.Published));
        var failed = sweep.Expectations.Count(result => !result.Passed);
        var answer = sweep.Headline is { } metric ? Sentence(sweep, metric) : "";
        return (sweep.Expectations.Count, failed) switch
        {
            (0, _) => new Verdict(answer, Tone.Plain),
            (var all, 0) => new Verdict($"{answer} {(all == 1 ? "The expectation was met." : $"All {all} expectations were met.")}", Tone.Good),
            var (all, some) => new Verdict($"{answer} {some} of {all} expectations {(some == 1 ? "was" : "were")} not met.", Tone.Bad),
        };
    }

    /// <summary>At each value of the factor that matters most, what the others do to the metric.</summary>
    public static string Sentence(ReportedSweep sweep, MetricCells metric)
    {
        if (metric.IsConstant)
            return $"{metric.Name} is the same everywhere: {metric.Text(metric.CellsWithValues.First())}.";
        var isRecovery = metric.Selector.Metric.Name == Recovered;
        if (Groups(sweep, metric) is not { } groups || groups.Count > MostGroups)
            return Extremes(metric, [.. metric.CellsWithValues]) + ".";
        var parts = groups.Select((group, i) => isRecovery ? Recovery(sweep, metric, group.Cells, group.Main, i == 0) : Values(sweep, metric, group.Cells, group.Main, i == 0));
        var text = string.Join("; ", parts);
        // Names of metrics stay as they are written.
        return (text.StartsWith(metric.Name, StringComparison.Ordinal) ? text : char.ToUpperInvariant(text[0]) + text[1..]) + ".";
    }

    /// <summary>Which cell has most and which least, and what makes the difference.</summary>
    public static string Extremes(MetricCells metric, IReadOnlyList<SweepCellRuns> cells)
    {
        var (least, most) = (metric[cells.MinBy(cell => metric[cell].Mean)!].Mean, metric[cells.MaxBy(cell => metric[cell].Mean)!].Mean);
        if (metric.Text(least) == metric.Text(most))
            return $"{metric.Name} is {metric.Text(least)} in all of them";
        return $"{metric.Name} goes from {metric.Text(least)} {Where(metric, cells, least)} to {metric.Text(most)} {Where(metric, cells, most)}";
    }

    /// <summary>Cells by the value of the factor that explains most; as one group where there is but one factor. Null where they are too many to tell one by one.</summary>
    public static IReadOnlyList<(string Main, IReadOnlyList<SweepCellRuns> Cells)>? Groups(ReportedSweep sweep, MetricCells metric)
    {
        var cells = metric.CellsWithValues.ToList();
        if (sweep.Factors.Count == 1)
            return [("", cells)];
        if (sweep.Factors.Count > 2)
            return null;
        var main = sweep.Factors.MaxBy(metric.ExplainedBy)!;
        return [.. main.Values.Select(value => (At(main, value), (IReadOnlyList<SweepCellRuns>)[.. cells.Where(cell => main.ValueOf(cell) == value)])).Where(group => group.Item2.Count > 0)];
    }

    private static Tone ToneOf(IReadOnlyList<PublishedComparison> published) =>
        published.Any(one => one.Verdict == PublishedVerdict.Differs) ? Tone.Bad : published.Any(one => one.Verdict == PublishedVerdict.TooWide) ? Tone.Doubtful : Tone.Good;

    /// <summary><c>at load 0.7 always with full-jitter and postfix, in 90 % of the runs with exponential, never with fixed</c></summary>
    private static string Recovery(ReportedSweep sweep, MetricCells metric, IReadOnlyList<SweepCellRuns> cells, string main, bool isFirst)
    {
        var parts = cells.GroupBy(cell => metric[cell].Mean).OrderByDescending(group => group.Key)
            .Select(group => (How: group.Key switch { 0 => "never", 1 => "always", var share => $"in {Quantity.Percent(share)} of the runs" }, Cells: group.ToList())).ToList();
        var how = parts.Count == 1
            ? parts[0].How + (cells.Count > 1 ? ", whatever the " + string.Join(" and ", Others(sweep, cells).Select(factor => factor.Name)) : "")
            : string.Join(", ", parts.Select(part => $"{part.How} {List([.. part.Cells.Select(cell => Short(sweep, cells, cell, main))])}"));
        return $"{(main.Length > 0 ? main + " " : "")}{(isFirst ? "the fleet recovers " : "")}{how}";
    }

    private static string Values(ReportedSweep sweep, MetricCells metric, IReadOnlyList<SweepCellRuns> cells, string main, bool isFirst)
    {
        var ordered = (metric.Direction == MetricDirection.Less ? cells.OrderBy(cell => metric[cell].Mean) : cells.OrderByDescending(cell => metric[cell].Mean)).ToList();
        var shown = ordered.Count > MostListed ? [ordered[0], ordered[^1]] : ordered;
        var values = shown.Select(cell => (Text: metric.Text(metric[cell].Mean), Cell: Short(sweep, cells, cell, main))).ToList();
        var start = $"{(main.Length > 0 ? main + " " : "")}{(isFirst ? $"{metric.Name} is " : "")}";
        return values.DistinctBy(value => value.Text).Count() == 1 && cells.Count > 1 ? $"{start}{values[0].Text}, whatever the {string.Join(" and ", Others(sweep, cells).Select(factor => factor.Name))}"
            : ordered.Count > MostListed ? $"{start}from {values[0].Text} {values[0].Cell} to {values[1].Text} {values[1].Cell}"
            : start + string.Join(", ", values.Select(value => $"{value.Text} {value.Cell}"));
    }

    /// <summary>The cell with a value, or how many there are of it.</summary>
    private static string Where(MetricCells metric, IReadOnlyList<SweepCellRuns> cells, double value)
    {
        var text = metric.Text(value);
        var same = cells.Where(cell => metric.Text(metric[cell].Mean) == text).ToList();
        return same.Count == 1 ? $"at {same[0].Name}" : $"in {same.Count} cells";
    }

    /// <summary>The values that are not the same in all of the cells: <c>with full-jitter</c>, <c>at load 0.7</c>; of a single one all that was not said before it.</summary>
    private static string Short(ReportedSweep sweep, IReadOnlyList<SweepCellRuns> among, SweepCellRuns cell, string said) =>
        string.Join(' ', (Others(sweep, among) is { Count: > 0 } others ? others : sweep.Factors).Select(factor => At(factor, factor.ValueOf(cell))).Where(text => text != said));

    private static string At(SweepFactor factor, string value) => factor.Numeric is null ? "with " + value : $"at {factor.Name} {value}";

    private static List<SweepFactor> Others(ReportedSweep sweep, IReadOnlyList<SweepCellRuns> cells) =>
        [.. sweep.Factors.Where(factor => cells.Select(factor.ValueOf).Distinct(StringComparer.Ordinal).Count() > 1)];

    /// <summary><c>with full-jitter and postfix</c>: the word before each is said once.</summary>
    private static string List(IReadOnlyList<string> items)
    {
        const string With = "with ";
        var rest = items.Select((item, i) => i > 0 && item.StartsWith(With, StringComparison.Ordinal) ? item[With.Length..] : item).ToList();
        return rest.Count == 1 ? rest[0] : $"{string.Join(", ", rest.SkipLast(1))} and {rest[^1]}";
    }
}
