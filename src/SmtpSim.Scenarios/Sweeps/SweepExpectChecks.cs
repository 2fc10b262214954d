using SmtpSim.Results;

namespace SmtpSim.Scenarios;

/// <summary>Expectations against the cells and replications that there are.</summary>
internal sealed class SweepExpectChecks(IReadOnlyList<Place> places, SweepDraft draft, List<Diagnostic> diagnostics)
{
    public void Check(IReadOnlyList<Expectation> expectations)
    {
        for (var i = 0; i < expectations.Count; i++)
            Check(expectations[i], places[i]);
    }

    private void Check(Expectation expectation, Place place)
    {
        void Error(string message, string remedy) =>
            diagnostics.Add(new Diagnostic(place.File, place.Line, place.Column, $"'{Words.Shortened(expectation.Text)}' in expect[{expectation.Index}] {message}", remedy));

        foreach (var (name, value) in expectation.Where)
        {
            var values = draft.Cells.SelectMany(cell => cell.Values).Where(pair => pair.Key == name).Select(pair => pair.Value).Distinct().ToList();
            if (!draft.Factors.Contains(name))
                Error($"has the unknown parameter '{Words.Shortened(name)}'", Words.Remedy(name, draft.Factors, "parameters"));
            else if (!values.Contains(value))
                Error($"has the unknown value '{Words.Shortened(value)}' of {name}", Words.Remedy(value, values, $"values of {name}"));
        }

        foreach (var cell in new[] { expectation.Left.Cell, expectation.Right?.Cell }.OfType<string>())
        {
            var all = draft.Cells.SelectMany(one => one.Values).Select(pair => pair.Value).Distinct().ToList();
            if (!all.Contains(cell))
                Error($"names the unknown cell '{Words.Shortened(cell)}'", Words.Remedy(cell, all, "values of parameters"));
        }

        if (expectation.Right is null && expectation.Left.Cell is not null)
            Error("has a cell in brackets and compares it with none", "choose cells by 'where'");
        else if (expectation.Right is { } right && (right.Cell is null) != (expectation.Left.Cell is null))
            Error("has a cell in brackets on one side alone", "name the cells of both");
        var needed = Math.Max(expectation.Left.Aggregate?.Needed ?? 1, expectation.Confidence is null ? 1 : 2);
        if (draft.Replications.Antithetic ? draft.Replications.Min < 2 * needed : draft.Replications.Min < needed)
            Error($"needs {needed} {(draft.Replications.Antithetic ? "pairs of " : "")}replications or more for an interval",
                draft.Replications.Antithetic ? "write { count: 20, antithetic: true }" : "add 'replications: 10' to the sweep");
        if (expectation.Confidence is not null && (expectation.Left.Aggregate ?? Aggregate.Mean).Kind is not (AggregateKind.Mean or AggregateKind.Quantile))
            Error("has a confidence, and there is no interval of it", "confidence goes with means and quantiles");
    }
}
