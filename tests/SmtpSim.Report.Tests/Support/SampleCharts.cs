namespace SmtpSim.Report.Tests;

/// <summary>A chart of each form.</summary>
internal static class SampleCharts
{
    public static IReadOnlyList<Chart> All { get; } = [Curve(), Stack(), Intervals(), Lanes(), Heat(), Grid()];

    /// <summary>Two curves over times on a logarithmic axis, with a line across and one up.</summary>
    public static Chart Curve() => new()
    {
        Name = "delay",
        Title = "Time to delivery",
        Sentence = "Half of the mail arrived within 7m 28s; 19 % never did.",
        X = new Axis("time since submission", AxisScale.Log, Measure.Seconds),
        Y = new Axis("delivered", Measure: Measure.Share) { Min = 0, Max = 1 },
        Series =
        [
            new ChartSeries("postfix", Mark.Step, [new(0.1, 0), new(300, 0.1), new(448, 0.5), new(600, 0.95), new(1200, 1)]),
            new ChartSeries("one-shot & <friends>", Mark.Line, [new(0.1, 0.01), new(10, 0.02), new(100, double.NaN), new(1200, 0.02)]),
        ],
        References = [new ReferenceLine(0.5, "half"), new ReferenceLine(300, "greylist", Across: false)],
    };

    /// <summary>Counts upon one another over time, with a fault.</summary>
    public static Chart Stack() => new()
    {
        Name = "replies",
        Title = "Replies by code",
        Sentence = "While mx was out nothing was accepted.",
        X = new Axis("virtual time", Measure: Measure.Seconds),
        Y = new Axis("replies"),
        BarWidth = 60,
        Series =
        [
            new ChartSeries("250", Mark.StackedBars, [.. Enumerable.Range(0, 60).Select(i => new ChartPoint(i * 60, i is > 20 and < 30 ? 0 : 40 + i % 7))]),
            new ChartSeries("421", Mark.StackedBars, [.. Enumerable.Range(0, 60).Select(i => new ChartPoint(i * 60, i is > 20 and < 30 ? 30 : 1))]),
        ],
        Shades = [new Shade(21 * 60, 30 * 60, "mx refuses")],
    };

    /// <summary>Values with intervals for each of some names, beside those of another.</summary>
    public static Chart Intervals() => new()
    {
        Name = "recovery",
        Title = "Recovery by policy",
        Sentence = "Full jitter recovers fastest.",
        X = Axis.Of("retry policy", ["fixed", "exponential", "full jitter"]),
        Y = new Axis("recovery time", Measure: Measure.Seconds),
        Series =
        [
            new ChartSeries("published", Mark.Bars, [new(0, 4000), new(1, 1800), new(2, 900)]),
            new ChartSeries("simulated", Mark.Bars, [new(0, 4100, 3900, 4300), new(1, 1750, 1600, 1900), new(2, 880, 800, 960)]),
        ],
    };

    /// <summary>Dots in lanes.</summary>
    public static Chart Lanes() => new()
    {
        Name = "attempts",
        Title = "Attempts of messages",
        Sentence = "Each was tried again until it arrived.",
        X = new Axis("virtual time", Measure: Measure.Seconds),
        Y = Axis.Of("message", ["postfix-1/1", "exim-2/7", "qmail-3/1"]),
        Series =
        [
            new ChartSeries("deferred", Mark.Points, [new(10, 0), new(400, 0), new(60, 1), new(900, 2)]),
            new ChartSeries("delivered", Mark.Points, [new(1200, 0), new(1000, 1), new(1900, 2)]),
        ],
    };

    /// <summary>Rows over time.</summary>
    public static Chart Heat() => new()
    {
        Name = "load",
        Title = "Load by server",
        Sentence = "The first server had most of it.",
        X = new Axis("virtual time", Measure: Measure.Seconds),
        Y = Axis.Of("server", [.. Enumerable.Range(1, 12).Select(i => $"mx-{i}")]),
        Heat = new HeatGrid("sessions opened", Measure.Number, [.. Enumerable.Range(0, 12).Select(row => Enumerable.Range(0, 80).Select(column => (double)((row * 7 + column * 3) % (60 - row * 4))).ToArray())], 0, 60),
    };

    /// <summary>A grid whose cells say their value.</summary>
    public static Chart Grid() => new()
    {
        Name = "grid",
        Title = "Goodput by policy and load",
        Sentence = "At a load of 0.9 the fixed interval never recovers.",
        X = Axis.Of("load", ["0.5", "0.7", "0.9"]),
        Y = Axis.Of("policy", ["fixed", "exponential"]),
        Heat = new HeatGrid("delivered", Measure.Share, [[1, 0.95, 0.2], [1, 0.99, double.NaN]]) { Tells = true },
    };
}
