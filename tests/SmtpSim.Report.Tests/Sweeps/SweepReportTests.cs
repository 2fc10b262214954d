using System.Globalization;
using SmtpSim.Results;

namespace SmtpSim.Report.Tests;

public sealed class SweepReportTests
{
    [Fact]
    public void Verdict_OfRecovery_SaysWhatRecoversAtEachValueOfWhatDecides() => Assert.Equal(
        "At load 0.5 the fleet recovers always, whatever the policy; at load 0.9 in 50.0 % of the runs with jitter, never with fixed and postfix.",
        SweepReport.Of(SampleSweep.Recovery()).Verdict.Text);

    [Fact]
    public void Verdict_OfOneFactor_NamesItsValuesBestFirst() => Assert.Equal(
        "delay.p95 is 10s with b, 20s with a, 30s with c.",
        SweepReport.Of(SampleSweep.Of("delay.p95", ["policy"], (["a"], [20]), (["b"], [10]), (["c"], [30]))).Verdict.Text);

    /// <summary>Where a value of what decides has a single cell, the other values are not the same for all and are told.</summary>
    [Fact]
    public void Verdict_OfPartOfAGrid_TellsTheValuesOfASingleCell() => Assert.Equal(
        "At load 10 amplification is 2.2 with slow; at load 1000 1.21 with quick.",
        SweepReport.Of(SampleSweep.Of("amplification", ["load", "server"], (["10", "slow"], [2.2]), (["1000", "quick"], [1.21]))).Verdict.Text);

    [Fact]
    public void Verdict_OfManyCells_NamesTheExtremes() => Assert.Equal(
        "goodput goes from 1/s at a=1 b=1 c=1 to 8/s at a=2 b=2 c=2.",
        SweepReport.Of(SampleSweep.Of("goodput", ["a", "b", "c"], [.. Enumerable.Range(0, 8)
            .Select(i => ((string[])[Digit(i / 4), Digit(i / 2 % 2), Digit(i % 2)], (double?[])[i + 1]))])).Verdict.Text);

    [Fact]
    public void Verdict_WhereNothingDiffers_SaysSo() =>
        Assert.Equal("loss.ratio is the same everywhere: 0 %.", SweepReport.Of(SampleSweep.Of("loss.ratio", ["a"], (["1"], [0, 0]), (["2"], [0, 0]))).Verdict.Text);

    [Fact]
    public void Grid_OfTwoFactors_HasACellForEachAndNoneWhereNothingWasRun()
    {
        var sweep = SampleSweep.Of("goodput", ["a", "b"], (["x", "1"], [1]), (["x", "2"], [2]), (["y", "1"], [3]));
        var heat = SweepReport.Charts(sweep).First(chart => chart.Heat is not null).Heat!;
        Assert.Equal([[1, 2], [3, double.NaN]], heat.Values);
    }

    /// <summary>Of three factors the third makes panels; each has what belongs there.</summary>
    [Fact]
    public void Charts_OfThreeFactors_AreSmallMultiples()
    {
        var sweep = SampleSweep.Of("goodput", ["load", "policy", "size"], [.. from load in new[] { "1/s", "2/s", "3/s" } from policy in new[] { "a", "b" } from size in new[] { "small", "large" }
            select ((string[])[load, policy, size], (double?[])[size == "small" ? 1 : 2, size == "small" ? 1.1 : 2.1])]);
        var charts = SweepReport.Charts(sweep);
        Assert.Equal(["goodput, size small", "goodput, size large"], charts.Select(chart => chart.Title));
        Assert.All(charts, chart => Assert.Equal(["a", "b"], chart.Series.Select(series => series.Name)));
        Assert.Equal([1, 2, 3], charts[0].Series[0].Points.Select(point => point.X));
        Assert.All(charts[1].Series[0].Points, point => Assert.InRange(2.05, point.Low!.Value, point.High!.Value));
    }

    /// <summary>A mean is told as far as its interval lets it be known, and no further.</summary>
    [Theory]
    [InlineData("goodput", 0.5, 0.51, "0.505/s ±0.064/s")]
    [InlineData("goodput", 0.50021, 0.50023, "0.50022/s ±0.00013/s")]
    [InlineData("copies.mean", 1, 1.0001, "1.00005 ±0.00064")]
    [InlineData("copies.mean", 2, 2, "2")]
    [InlineData("queue.mean", 1200, 1400, "1,300 ±1,271")]
    [InlineData("delivered.ratio", 0.5, 0.51, "50.5 % ±6.4 %")]
    public void Cells_OfAMeanWithItsInterval_HaveDigitsThatBelongTogether(string metric, double one, double other, string expected)
    {
        var sweep = SampleSweep.Of(metric, ["a"], (["1"], [one, other]), (["2"], [0, 0]));
        Assert.Equal(expected, sweep.Metrics[0].Text(sweep.Table.Cells[0]));
    }

    /// <summary>Common random numbers: a difference may be clear although the intervals overlap.</summary>
    [Fact]
    public void Ranking_OfPairedReplications_TiesOnlyWhatIsNotClear()
    {
        var sweep = SampleSweep.Of("delay.p50", ["policy"], (["a"], [10, 20, 30, 40]), (["b"], [11, 21.1, 31, 41.1]), (["c"], [60, 10, 45, 15]));
        var ranked = SweepRanking.Of(sweep.Metrics[0], sweep.Table.Cells)!;
        Assert.Equal(["1 policy=a", "2–3 policy=b", "2–3 policy=c"], ranked.Select(one => $"{one.Place} {one.Cell.Name}"));
    }

    [Fact]
    public void Ranking_OfOneReplication_IsNone()
    {
        var sweep = SampleSweep.Of("delay.p50", ["policy"], (["a"], [10]), (["b"], [11]));
        Assert.Null(SweepRanking.Of(sweep.Metrics[0], sweep.Table.Cells));
    }

    [Theory]
    [InlineData("delay.p95", "Less")]
    [InlineData("goodput", "More")]
    [InlineData("goodput.recovery.time", "Less")]
    [InlineData("recovered", "More")]
    [InlineData("recovery.time", "Less")]
    [InlineData("sessions", "None")]
    [InlineData("attempts.mean", "Less")]
    public void Direction_OfAMetric_SaysWhichSideIsBetter(string metric, string direction) =>
        Assert.Equal(direction, MetricDirections.Of(MetricCatalogue.Find(metric)!).ToString());

    [Fact]
    public void Page_OfASweep_IsTheSameAgainAndEscapesWhatItQuotes()
    {
        var html = SweepReport.Of(SampleSweep.Recovery()).ToHtml();
        Assert.Equal(html, SweepReport.Of(SampleSweep.Recovery()).ToHtml());
        Assert.Contains("Does &lt;it&gt; recover?", html, StringComparison.Ordinal);
        Assert.Contains("name: sample # a &amp; b", html, StringComparison.Ordinal);
        Assert.Contains("recovered: 1 if the fleet recovers", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_OfAReproduction_ShowsBothFiguresOfEach()
    {
        var sweep = SampleSweep.Of("attempts.mean", ["n"], (["1"], [10, 10.01, 10.02, 10.01]), (["2"], [20, 20.02, 20.01, 20]));
        PublishedFigure[] figures = [new("n=1", "calls", "attempts.mean", 10.1, 1), new("n=2", "calls", "attempts.mean", 30, 1)];
        var page = SweepReport.Of(sweep with { Experiment = new PublishedExperiment("calls", "Calls", "A. Nonymous", true, figures), Published = new PublishedJudge(sweep.Table, true).Judge(figures) });
        Assert.Equal(("Reproduction", Tone.Bad), (page.Kind, page.Verdict.Tone));
        var html = page.ToHtml();
        Assert.Contains("A. Nonymous", html, StringComparison.Ordinal);
        Assert.Contains("✗ differs", html, StringComparison.Ordinal);
        Assert.Contains("<figure id=\"published-quotients\"", html, StringComparison.Ordinal);
    }

    private static string Digit(int n) => (n + 1).ToString(CultureInfo.InvariantCulture);
}
