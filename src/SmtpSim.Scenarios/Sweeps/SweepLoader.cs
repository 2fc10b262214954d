using SmtpSim.Results;

namespace SmtpSim.Scenarios;

/// <summary>What became of a sweep: the plan, or what is wrong with it.</summary>
public sealed record SweepLoadResult(SweepPlan? Plan, IReadOnlyList<Diagnostic> Diagnostics, bool NotFound = false)
{
    public bool Ok => Plan is not null;
}

/// <summary>A scenario file that says how to sweep it, to the plan of the sweep. Every cell is loaded, so that none is found bad in the middle.</summary>
public static class SweepLoader
{
    /// <inheritdoc cref="ScenarioLoader.LoadFile"/>
    public static SweepLoadResult LoadFile(string path, IReadOnlyList<string> sets)
    {
        var text = TextFile.Read(path, NodeReader.MaxLength, out var reason);
        return text is null
            ? new SweepLoadResult(null, [new Diagnostic(path, 0, 0, reason, "'smtpsim list' shows the scenarios at hand")], NotFound: true)
            : Parse(text, path, sets, file => TextFile.Read(file, TraceReader.MaxLength, out _));
    }

    /// <inheritdoc cref="ScenarioLoader.Parse(string, string, IReadOnlyList{string}, Func{string, string?}?)"/>
    public static SweepLoadResult Parse(string text, string fileName, IReadOnlyList<string> sets, Func<string, string?>? readFile = null)
    {
        var loaded = ScenarioLoader.Parse(text, fileName, sets, readFile);
        if (loaded.Scenario is not { } scenario)
            return new SweepLoadResult(null, loaded.Diagnostics);
        if (loaded.Sweep is not { } nodes)
            return new SweepLoadResult(null, [new Diagnostic(fileName, 0, 0, "has no 'sweep'", "add one such as 'sweep: { grid: { servers.mx.count: [1, 2, 4] }, replications: 10 }'")]);
        var context = new ReadContext();
        if (new SweepReader(nodes, scenario, context).Read() is not { } draft)
            return new SweepLoadResult(null, context.Sorted());

        var (cells, diagnostics) = (new List<SweepCell>(), new List<Diagnostic>());
        foreach (var (values, settings) in draft.Cells)
        {
            var cell = ScenarioLoader.Parse(text, fileName, sets, readFile, [.. settings.Select(setting => setting with { Value = NodeCopy.Of(setting.Value) })]);
            if (cell.Scenario is { } one)
                cells.Add(new SweepCell(cells.Count, values, one with { Expect = [] }));
            diagnostics.AddRange(cell.Diagnostics);
        }

        var expectations = loaded.Expectations;
        Place[] places = [.. expectations.Select(expectation => PathText.PlaceOf(loaded.Places, PathText.Item("expect", expectation.Index)))];
        if (diagnostics.Count == 0)
            new SweepExpectChecks(places, draft, diagnostics).Check(expectations);

        if (diagnostics.Count > 0)
            return new SweepLoadResult(null, [.. diagnostics.Distinct()]);
        return new SweepLoadResult(
            new SweepPlan
            {
                Scenario = scenario,
                Factors = draft.Factors,
                Cells = cells,
                Replications = draft.Replications,
                CommonRandomNumbers = draft.CommonRandomNumbers,
                Metrics = [.. Measured(draft, expectations).Distinct()],
                AskedMetrics = draft.Metrics,
                Expectations = expectations,
                ExpectLines = [.. places.Select(place => place.Line)],
            },
            []);
    }

    /// <summary>Every metric of all groups together, and those that are asked for.</summary>
    private static IEnumerable<MetricSelector> Measured(SweepDraft draft, IReadOnlyList<Expectation> expectations) =>
    [
        .. MetricCatalogue.All.Select(metric => new MetricSelector(metric)),
        .. draft.Metrics,
        .. expectations.SelectMany(expectation => new[] { expectation.Left, expectation.Right }).Append(draft.Replications.Until).OfType<MetricTerm>().Select(term => term.Selector),
    ];
}
