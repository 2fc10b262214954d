using System.Globalization;
using SmtpSim.Results;

namespace SmtpSim.Validation.Tests;

/// <summary>The mean of a figure over the runs: its 99 % interval is no wider than stated, and holds the exact value as far as chance lets it.</summary>
internal sealed record MeanClaim(string Quantity, double Exact, Func<Run, double> Figure, string Source) : Claim(Quantity, Source)
{
    public const double Confidence = 0.99;

    /// <summary>Half the interval's width at most, relative to the exact value.</summary>
    private const double Widest = 0.02;

    /// <summary>What the expected value itself may be off by: a published figure has been measured too.</summary>
    public double Slack { get; init; }

    /// <summary>Figures whose exact values are known, and what they are: what chance did to them tells what it did to this one.</summary>
    public IReadOnlyList<(double Exact, Func<Run, double> Figure)> Controls { get; init; } = [];

    /// <summary>The row of the table of queueing models that it is; null where it is none.</summary>
    public string? TableModel { get; init; }

    public string? TableParameters { get; init; }

    public override bool IsStatistical => true;

    public override Row Judge(IReadOnlyList<Run> runs)
    {
        double[] figures = [.. runs.Select(Figure)];
        double[][] controls = [.. runs.Select(run => Controls.Select(control => control.Figure(run) / control.Exact - 1).ToArray())];
        var interval = ControlledMean.Of(figures, controls, Confidence);
        var error = Math.Abs(interval.Mean - Exact) - Slack;
        var verdict = !(error <= ControlledMean.Of(figures, controls, Family.Confidence).HalfWidth) ? Verdict.Misses
            : !(interval.HalfWidth <= Widest * Math.Abs(Exact)) ? Verdict.TooWide
            : error > interval.HalfWidth ? Verdict.Outside
            : Verdict.Holds;
        var expected = Slack > 0 ? $"{Number(Exact)} ± {Number(Slack)}" : Number(Exact);
        return new Row(Quantity, expected, Number(interval.Mean), $"{Number(interval.Low)} to {Number(interval.High)}", verdict, Source);
    }

    /// <summary>Five significant digits: more than any interval here has.</summary>
    public static string Number(double value)
    {
        if (value == 0 || !double.IsFinite(value))
            return value.ToString(CultureInfo.InvariantCulture);
        var digits = Math.Clamp(4 - (int)Math.Floor(Math.Log10(Math.Abs(value))), 0, 12);
        var text = Math.Round(value, digits).ToString("F" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        return text.Contains('.', StringComparison.Ordinal) ? text.TrimEnd('0').TrimEnd('.') : text;
    }
}
