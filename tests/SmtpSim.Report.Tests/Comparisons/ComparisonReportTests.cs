using SmtpSim.Results;

namespace SmtpSim.Report.Tests;

public sealed class ComparisonReportTests
{
    private static readonly CellDifference[] Cells =
    [
        Difference("policy=a", "delivered.ratio", [0.9, 0.91, 0.9, 0.91], [0.909, 0.919, 0.9095, 0.9192]),
        Difference("policy=a", "goodput", [10, 11, 12, 13], [20, 21.1, 22, 23]),
        Difference("policy=b", "goodput", [10, 11, 12, 13], [11, 5, 30, 13]),
    ];

    [Fact]
    public void Verdict_OfSweeps_NamesTheLargestChangeAmongThoseThatAreClear()
    {
        var page = ComparisonReport.Of(Compared() with { Cells = Cells });
        Assert.StartsWith("goodput is higher in B by 10", page.Verdict.Text, StringComparison.Ordinal);
        Assert.Contains("at policy=a. 2 of 3 differences are clear", page.Verdict.Text, StringComparison.Ordinal);
    }

    /// <summary>What may be chance is drawn apart, and 0 is on the chart.</summary>
    [Fact]
    public void Charts_OfSweeps_TellWhatIsClearFromWhatMayBeChance()
    {
        var charts = ComparisonReport.Charts(Compared() with { Cells = Cells });
        Assert.Equal(["delivered.ratio: B - A", "goodput: B - A"], charts.Select(chart => chart.Title));
        Assert.Equal([("clear", 1), ("may be chance", 1)], charts[1].Series.Select(series => (series.Name, series.Points.Count)));
        Assert.Equal(0, charts[1].References.Single().Value);
    }

    /// <summary>A chart has room for forty cells; its sentence is of all.</summary>
    [Fact]
    public void Charts_OfSweepsOfManyCells_SpeakOfAllAndDrawTheFirst()
    {
        var cells = Enumerable.Range(0, 50).Select(i => Difference($"load={i}", "goodput", [10, 11, 12, 13], [10 + i, 11.1 + i, 12 + i, 13 + i])).ToArray();
        var chart = Assert.Single(ComparisonReport.Charts(Compared() with { Cells = cells }));
        Assert.StartsWith("49 of 50 differences are clear", chart.Sentence, StringComparison.Ordinal);
        Assert.EndsWith(" at load=49.", chart.Sentence, StringComparison.Ordinal);
        Assert.Equal(40, chart.Series.Sum(series => series.Points.Count));
        Assert.EndsWith(" The first 40 of 50 cells are drawn.", chart.Note, StringComparison.Ordinal);
    }

    [Fact]
    public void Verdict_OfSweepsWithoutAClearDifference_SaysThatAllMayBeChance() =>
        Assert.StartsWith("None of 1 difference is clear", ComparisonReport.Of(Compared() with { Cells = [Cells[2]] }).Verdict.Text, StringComparison.Ordinal);

    [Fact]
    public void Page_OfTheSameTwice_SaysSo() =>
        Assert.Equal(Tone.Good, ComparisonReport.Of(Compared() with { B = ("two", "d1") }).Verdict.Tone);

    [Fact]
    public void Page_OfRuns_ShowsSettingsAndFiguresThatDiffer()
    {
        var html = ComparisonReport.Of(Compared() with
        {
            OnlyA = ["servers.mx.greylist.delay: 5m"],
            FirstEvent = "They part at event 7.",
            FirstEvents = [("0:05:06.8166898", "postfix-3", "reply 250 2.1.5 from mx-7"), ("", "", "nothing more happens")],
            Figures = [new FigureDifference("total.attempts", 10, 15), new FigureDifference("expectations.1.observed", 1, 9)],
        }).ToHtml();
        Assert.Contains("servers.mx.greylist.delay: 5m", html, StringComparison.Ordinal);
        Assert.Contains("They part at event 7.", html, StringComparison.Ordinal);
        Assert.Contains("reply 250 2.1.5 from mx-7", html, StringComparison.Ordinal);
        Assert.Contains("The largest change is that of total.attempts: +50.0&nbsp;%.", html, StringComparison.Ordinal);
    }

    /// <summary>Eight quantiles of one delay would leave no room for anything else, and when a peak was is no quantity.</summary>
    [Fact]
    public void Charts_OfRuns_HaveOneFigureOfEachThing()
    {
        FigureDifference[] figures =
        [
            new("clients.a.delivery_delay_s.p50", 10, 20), new("clients.a.delivery_delay_s.p95", 10, 40), new("clients.a.delivery_delay_s.mean", 10, 30),
            new("total.clients.peak_sessions.at_s", 1, 9), new("total.clients.retries", 10, 15),
        ];
        var chart = Assert.Single(ComparisonReport.Charts(Compared() with { Figures = figures }));
        Assert.Equal(["clients.a.delivery_delay_s.p95", "total.clients.retries"], chart.Y.Categories);
        Assert.Equal("2 of 5 figures; all stand in the table.", chart.Note);
    }

    /// <summary>As it is opened in a browser.</summary>
    internal static string Page() => ComparisonReport.Of(Compared() with { OnlyB = ["--set servers.mx.workers=6"], Cells = Cells }).ToHtml();

    private static ReportedComparison Compared() => new() { Name = "x", A = ("one", "d1"), B = ("two", "d2") };

    private static CellDifference Difference(string cell, string metric, double[] a, double[] b) => new(cell, metric, PairedDifference.Of(a, b, 0.99));
}
