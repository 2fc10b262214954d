using System.Globalization;
using SmtpSim.Results;

namespace SmtpSim.Cli;

/// <summary>What a log was found to say, for people.</summary>
internal sealed class CalibratePage(Screen screen)
{
    public void Write(CalibrationReport report, string? file)
    {
        var log = report.Log;
        screen.Line($" {Quantity.Count(log.Messages, "message")}, {Quantity.Count(log.Attempts, "delivery attempt")} in {Quantity.Duration(log.SpanS)}; {Quantity.Count(log.Used)} of {Quantity.Count(log.Lines, "line")} used");
        screen.Line();
        var arrivals = report.Arrivals;
        screen.Line($" arrivals      {Words(arrivals)}, {Number(arrivals.PerSecond)} a second");
        screen.Line($"               gaps off the exponential law by {Text(arrivals.Distance)}, p = {Text(arrivals.PValue)}");
        Delay("setup", report.Setup);
        Delay("transmission", report.Transmission);
        var schedule = report.Schedule;
        screen.Line(schedule.MinimalS is null
            ? $" schedule      {Quantity.Count(schedule.Waits, "wait")}: too few to tell"
            : $" schedule      minimal {Number(schedule.MinimalS)} s, maximal {(schedule.MaximalS is { } most ? Number(most) + " s" : "not reached")}, queue run {Number(schedule.QueueRunS!)} s; explains {schedule.Explained.ToString("0 %", CultureInfo.InvariantCulture)} of {Quantity.Count(schedule.Waits, "wait")}");
        if (report.Failures.Count > 0)
        {
            screen.Line();
            var table = new TextTable([new Column("step", Right: false), new Column("failure", Right: false), new Column("number"), new Column("of"), new Column("chance"), new Column("95 %", Spare: 1)]);
            foreach (var failure in report.Failures)
                table.Add(failure.At, failure.What, Quantity.Count(failure.Count), Quantity.Count(failure.Of), Share(failure.Chance.Value), $"{Share(failure.Chance.Low)} to {Share(failure.Chance.High)}");
            table.Write(screen);
        }

        foreach (var omission in report.NotModelled)
            screen.Line($" not modelled: {Words(omission)}");
        foreach (var note in report.Notes)
            screen.Line($" note: {note}");
        screen.Line();
        screen.Line(file is null ? " --out FILE writes it as a scenario" : $" scenario      {file}");
    }

    /// <summary>Such as <c>null MX, 3 of 40 attempts, such as "Domain d does not accept mail (nullMX)"</c>; an attempt for several recipients counts as several.</summary>
    public static string Words(CalibratedOmission omission)
        => $"{omission.What}, {Quantity.Count(omission.Count)} of {Quantity.Count(omission.Of, "attempt")}, such as \"{omission.Example}\"";

    private static string Words(CalibratedArrivals arrivals) => arrivals.Kind switch
    {
        "bursts" => $"bursts of {Text(arrivals.BatchMean)}",
        "every" => "regular",
        "by_hour" => $"a rate of its own in each of {arrivals.PerHour.Count} hours",
        _ => "Poisson",
    };

    private void Delay(string name, CalibratedDelay? delay)
    {
        if (delay is null)
            return;
        var best = delay.Candidates[0];
        screen.Line($" {name,-12}  {delay.Law}, {delay.Parameters}; {Quantity.Count(delay.Count, "observation")}, off by {Text(best.Distance)}, p = {Text(best.PValue)}");
    }

    private static string Number(Estimate estimate) => $"{Text(estimate.Value)} ({Text(estimate.Low)} to {Text(estimate.High)})";

    private static string Text(double value) => value.ToString(value is > 100 or < -100 ? "0" : "0.###", CultureInfo.InvariantCulture);

    private static string Share(double share) => share.ToString("0.0 %", CultureInfo.InvariantCulture);
}
