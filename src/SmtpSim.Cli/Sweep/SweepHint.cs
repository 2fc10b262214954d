using SmtpSim.Results;
using SmtpSim.Scenarios;

namespace SmtpSim.Cli;

/// <summary>The message to trace when an expectation of a sweep was not met in a cell: of the replication that was farthest from meeting it.</summary>
/// <param name="plan">The sweep.</param>
/// <param name="table">What it found.</param>
/// <param name="sets">What was set on its command line.</param>
/// <param name="hasFile">Whether its scenario is a file: a published experiment comes with the program.</param>
internal sealed class SweepHint(SweepPlan plan, SweepTable table, IReadOnlyList<string> sets, bool hasFile)
{
    /// <returns>Arguments of <c>trace</c> after the file; null when nothing happened that is worth a look, or there is no file.</returns>
    public string? Of(ExpectationResult result)
    {
        if (!hasFile || result.LookedAt is not { Runs.Count: > 0 } cell)
            return null;
        var run = Farthest(cell, result);
        string[] groups = [.. plan.Cells[cell.Index].Scenario.Clients.Select(clients => clients.Name)];
        var hint = TraceHint.Of([.. sets, .. plan.SettingsOf(plan.Cells[cell.Index], run.Replication)], groups, metric => table.IndexOf(metric) is >= 0 and var i ? run.Values[i] : null);
        // What happened to one of several groups was not measured.
        return hint.Of(result) ?? hint.AnyOf(result.Expectation.Left.Selector);
    }

    /// <summary>A run without a value is worst of all.</summary>
    private SweepRecord Farthest(SweepCellRuns cell, ExpectationResult result)
    {
        var metric = table.IndexOf(result.Expectation.Left.Selector);
        return cell.Runs.MaxBy(run => run.Values[metric] is not { } value ? double.PositiveInfinity : result.Expectation.Comparison switch
        {
            Comparison.Less or Comparison.LessOrEqual => value,
            Comparison.Greater or Comparison.GreaterOrEqual => -value,
            _ => Math.Abs(value - (result.Bound ?? 0)),
        })!;
    }
}
