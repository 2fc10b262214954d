using SmtpSim.Model;
using SmtpSim.Results;

namespace SmtpSim.Scenarios;

/// <summary>A sweep, understood: which cells there are, how often each is run, what is measured and expected.</summary>
public sealed class SweepPlan
{
    /// <summary>The scenario as it stands in the file.</summary>
    public required Scenario Scenario { get; init; }

    /// <summary>Names of what varies, in the order of the file.</summary>
    public required IReadOnlyList<string> Factors { get; init; }

    public required IReadOnlyList<SweepCell> Cells { get; init; }

    public required SweepReplications Replications { get; init; }

    /// <summary>All cells see the same random numbers.</summary>
    public required bool CommonRandomNumbers { get; init; }

    /// <summary>What is measured of every run.</summary>
    public required IReadOnlyList<MetricSelector> Metrics { get; init; }

    /// <summary>Of these, those that the sweep itself asks for.</summary>
    public required IReadOnlyList<MetricSelector> AskedMetrics { get; init; }

    public required IReadOnlyList<Expectation> Expectations { get; init; }

    /// <summary>Line of each expectation in the file.</summary>
    public required IReadOnlyList<int> ExpectLines { get; init; }

    /// <summary>The run of a cell: replication number <paramref name="replication"/> from 0.</summary>
    public Scenario RunOf(SweepCell cell, int replication) => cell.Scenario with
    {
        Replication = checked(Scenario.Replication + (Replications.Antithetic ? replication / 2 : replication)),
        // Of a pair the second run is the first one's mirror image.
        Antithetic = cell.Scenario.Antithetic ^ (Replications.Antithetic && replication % 2 == 1),
        // Another seed is another sample; a multiple of the golden ratio keeps those of neighbouring cells apart.
        Seed = CommonRandomNumbers ? cell.Scenario.Seed : unchecked(cell.Scenario.Seed + (ulong)(cell.Index + 1) * 0x9E3779B97F4A7C15),
    };

    /// <summary>What has to be set, each <c>PATH=VALUE</c>, for the scenario's file to give <see cref="RunOf"/>.</summary>
    public IReadOnlyList<string> SettingsOf(SweepCell cell, int replication)
    {
        var run = RunOf(cell, replication);
        List<string> settings = [.. cell.Values.Select(value => $"{value.Key}={value.Value}")];
        if (run.Replication != cell.Scenario.Replication)
            settings.Add($"replication={run.Replication}");
        if (run.Antithetic != cell.Scenario.Antithetic)
            settings.Add($"antithetic={(run.Antithetic ? "true" : "false")}");
        if (run.Seed != cell.Scenario.Seed)
            settings.Add($"seed={run.Seed}");
        return settings;
    }
}

/// <summary>One set of values.</summary>
/// <param name="Index">From 0, in the order of the design.</param>
/// <param name="Values">Value by factor, as a person writes it.</param>
/// <param name="Scenario">With these values.</param>
public sealed record SweepCell(int Index, IReadOnlyList<KeyValuePair<string, string>> Values, Scenario Scenario)
{
    /// <summary><c>policy=fixed load=0.9</c></summary>
    public string Name => string.Join(' ', Values.Select(value => $"{value.Key}={value.Value}"));
}

/// <summary>How often each cell is run.</summary>
/// <param name="Min">At least so often.</param>
/// <param name="Max">At most so often.</param>
/// <param name="Until">The metric whose interval is looked at after that; null when <paramref name="Min"/> is <paramref name="Max"/>.</param>
/// <param name="HalfWidth">Until half of its interval's width is at most this share of the mean.</param>
/// <param name="Antithetic">In pairs, whose second run is the first one's mirror image.</param>
public sealed record SweepReplications(int Min, int Max, MetricTerm? Until = null, double HalfWidth = 0, bool Antithetic = false);
