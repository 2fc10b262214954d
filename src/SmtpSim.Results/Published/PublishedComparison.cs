namespace SmtpSim.Results;

/// <summary>A published figure and what the simulation gives for it.</summary>
/// <param name="Figure">As published.</param>
/// <param name="Unit">Of the metric.</param>
/// <param name="Simulated">The mean over the replications; null when one of them has no value.</param>
/// <param name="Interval">Of the mean; null where chance has no part, or one replication alone tells nothing of it.</param>
/// <param name="Verdict">How they compare.</param>
public sealed record PublishedComparison(PublishedFigure Figure, MetricUnit Unit, double? Simulated, MeanInterval? Interval, PublishedVerdict Verdict);

public enum PublishedVerdict
{
    Holds,

    /// <summary>They differ by more than both are uncertain.</summary>
    Differs,

    /// <summary>The interval is too wide to say: more replications are needed.</summary>
    TooWide,
}
