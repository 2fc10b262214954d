using SmtpSim.Results;

namespace SmtpSim.Cli;

/// <summary>The verdict: how many expectations were met, and of each that was not what was observed, where it stands and how to see why.</summary>
/// <param name="screen">Where to.</param>
/// <param name="file">The scenario's file.</param>
/// <param name="lines">Line of each expectation in it, by its number; 0 where it is not known.</param>
/// <param name="trace">The arguments of <c>trace</c>, after the file, that show a message by which an expectation failed; null where there is none.</param>
internal sealed class ExpectationPage(Screen screen, string file, IReadOnlyList<int> lines, Func<ExpectationResult, string?> trace)
{
    public void Write(IReadOnlyList<ExpectationResult> results)
    {
        if (results.Count == 0)
            return;
        var failed = results.Where(result => !result.Passed).ToList();
        screen.Line();
        var verdict = failed.Count == 0
            ? screen.Paint(Ink.Good, results.Count == 1 ? "1 passed" : $"all {results.Count} passed")
            : $"{results.Count - failed.Count} passed, {screen.Paint(Ink.Bad, $"{failed.Count} failed")}";
        screen.Line($" {screen.Paint(Ink.Dim, "expectations")}  {verdict}");
        foreach (var result in failed)
            WriteFailure(result);
    }

    /// <summary><c>observed 9m 58s</c>, or of two metrics <c>observed 3/s and 5/s</c>.</summary>
    public static string Observed(ExpectationResult result)
    {
        var left = result.Expectation.Left;
        if (result.Observed is null || result.Bound is null)
            return "nothing to compare";
        var observed = MetricFigure.Of(left.Unit, result.Observed);
        return result.Expectation.Right is null ? $"observed {observed}" : $"observed {observed} and {MetricFigure.Of(left.Unit, result.Bound)}";
    }

    /// <summary><c>greylisting.yaml:38</c></summary>
    public static string PlaceOf(string file, IReadOnlyList<int> lines, Expectation expectation) =>
        expectation.Index < lines.Count && lines[expectation.Index] > 0 ? $"{file}:{lines[expectation.Index]}" : file;

    private void WriteFailure(ExpectationResult result)
    {
        var cell = result.Cell is null ? "" : $" at {result.Cell}";
        screen.Line($"  {screen.Paint(Ink.Bad, "✗")} {result.Expectation.Text}{cell}    {Observed(result)}    {screen.Paint(Ink.Dim, PlaceOf(file, lines, result.Expectation))}");
        if (trace(result) is { } arguments)
            screen.Line($"    {screen.Paint(Ink.Dim, "see why:")} {TraceHint.Command(file, arguments)}");
    }
}
