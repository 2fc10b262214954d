using System.Text;

namespace SmtpSim.Results;

/// <summary>The page that documents the metrics, <c>docs/metrics.md</c>, made from the catalogue.</summary>
public static class MetricPage
{
    private static readonly (MetricUnit Unit, string Text)[] Units =
    [
        (MetricUnit.Count, "number"),
        (MetricUnit.Share, "share, `95%` or `0.95`"),
        (MetricUnit.Factor, "number, `1.25`"),
        (MetricUnit.Duration, "duration, `15m`"),
        (MetricUnit.Rate, "rate, `40/s`"),
        (MetricUnit.Size, "size, `10 MB`"),
        (MetricUnit.Bandwidth, "bandwidth, `10 MB/s`"),
    ];

    public static string Markdown()
    {
        var text = new StringBuilder();
        text.Append(
            """
            # Metrics

            Every figure of a run has a name. Expectations, sweeps, their tables and comparisons use the same names. Labels in braces narrow a metric
            down; without them it is about all groups:

                delivered.ratio{client=postfix}
                replies{server=mx, code=421}
                replies{client=postfix, code=4yz, phase=mail-transfer}
                sessions.ended{end=timed-out, phase=mail-transfer}

            An expectation compares a metric with a value in the metric's unit, or with another metric: `<`, `<=`, `=`, `!=`, `>=`, `>`.

                expect:
                  - delivered.ratio{client=postfix} >= 95%
                  - delay.p95 <= 15m
                  - { where: policy=full, that: recovery.time <= 30m, confidence: 95% }
                  - { where: load=0.9, that: "goodput[full] > goodput[fixed]", confidence: 95% }

            In a sweep a metric stands for its mean over the replications of a cell. A suffix asks for something else: `.mean`, `.min`, `.max`, `.sd` (standard
            deviation), `.p5` to `.p99.9` (quantile over replications), `.ci95` (half of the 95 % interval's width, as a share of the mean). `where` selects cells by the
            values of their parameters, a value in brackets the cell with that value. With `confidence` the whole interval must meet the comparison: Student's t-interval of the
            mean, or of the paired differences of two cells that saw the same random numbers. Where an expectation is about several cells, their intervals hold all at
            once (Bonferroni).

            A metric has no value where there is nothing to take it of, such as a delay when nothing was delivered; an expectation of it fails.


            """);
        text.Append("## Labels\n\n| label | selects |\n|---|---|\n");
        foreach (var label in MetricLabel.All)
            text.Append($"| `{label.Name}` | {label.Description} |\n");
        foreach (var chapter in MetricCatalogue.Chapters)
        {
            text.Append($"\n## {chapter.Title}\n\n{chapter.Description}\n\n| metric | labels | value | what it says |\n|---|---|---|---|\n");
            foreach (var metric in chapter.Metrics)
                text.Append($"| `{metric.Name}` | {string.Join(", ", metric.Labels)} | {Units.Single(unit => unit.Unit == metric.Unit).Text} | {metric.Description} |\n");
        }

        return text.ToString();
    }
}
