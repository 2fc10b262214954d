using System.Diagnostics;
using SmtpSim.Results;
using SmtpSim.Scenarios;

namespace SmtpSim.Cli;

/// <summary>
/// How far a sweep is: on a terminal a line that renews itself, with the cell at work and when it and the sweep will be done; in a log a line for each
/// cell that is done; nothing when quiet.
/// </summary>
internal sealed class SweepProgress(Screen screen, bool quiet, SweepPlan plan, SweepSchedule schedule, int workers) : IDisposable
{
    private const string Renew = "\r\e[K";

    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly int _before = schedule.Done;
    private readonly bool _live = screen.IsTerminal && Environment.GetEnvironmentVariable("TERM") is not "dumb";
    private double _drawnAt = double.NegativeInfinity;
    private bool _drawn;

    /// <summary>Takes note of a run that ended.</summary>
    public void Add(SweepRecord record)
    {
        schedule.Add(record);
        if (quiet)
            return;
        var (done, needed) = schedule.ProgressOf(record.Cell);
        if (_live && _watch.Elapsed.TotalSeconds - _drawnAt >= 0.1)
        {
            screen.Writer.Write(Renew + Fit(LineOf(record.Cell, done, needed)));
            screen.Writer.Flush();
            (_drawn, _drawnAt) = (true, _watch.Elapsed.TotalSeconds);
        }
        else if (!_live && done >= needed)
        {
            screen.Line(LineOf(record.Cell, done, needed));
        }
    }

    /// <summary>Leaves the terminal as it was found.</summary>
    public void End()
    {
        if (_drawn)
            screen.Writer.Write(Renew);
        _drawn = false;
    }

    public void Dispose() => End();

    /// <summary><c>cell 3/12 policy=fixed load=0.9  12 of 20 runs, 4s left; sweep 112 of 240, 1m 20s left</c></summary>
    private string LineOf(int cell, int done, int needed)
    {
        var perRun = _watch.Elapsed.TotalSeconds / Math.Max(1, schedule.Done - _before);
        var left = perRun * (needed - done);
        return $"cell {cell + 1}/{plan.Cells.Count} {plan.Cells[cell].Name}  {done} of {needed} runs{Left(left, needed - done)}; "
            + $"sweep {schedule.Done} of {schedule.Needed}{Left(perRun * (schedule.Needed - schedule.Done), schedule.Needed - schedule.Done)}"
            + (workers > 1 ? $", {workers} side by side" : "");
    }

    private static string Left(double seconds, int runs) => runs <= 0 ? "" : $", {Quantity.Duration(Math.Max(1, Math.Round(seconds)))} left";

    private string Fit(string line) => line.Length < screen.Width ? line : line[..(screen.Width - 1)];
}
