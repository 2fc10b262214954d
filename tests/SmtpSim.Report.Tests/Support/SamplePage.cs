namespace SmtpSim.Report.Tests;

/// <summary>A page with a chart of each form and a table.</summary>
internal static class SamplePage
{
    public static ReportPage Create() => new(
        "Run", "greylisting", "Seed 42, 7,542 messages, 500 clients in 5 groups, 10 servers.",
        new Verdict("All 6 expectations were met: 80.8 % of the mail arrived.", Tone.Good),
        [
            new ReportSection("expectations", "Expectations", html => new PageTable(
                "Expectations",
                ["expectation", ">observed", "met"],
                [["delay.p50 <= 465s", "7m 28s", new PageCell("✓ yes", Tone.Good)], ["attempts.mean{client=\"<b>\"} <= 2", "6.01", new PageCell("✗ no", Tone.Bad)]]).Write(html)),
            new ReportSection("charts", "Charts", html =>
            {
                foreach (var chart in SampleCharts.All)
                    ChartBlock.Write(html, chart);
            }),
        ]);
}
