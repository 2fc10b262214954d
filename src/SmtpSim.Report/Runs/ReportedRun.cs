using SmtpSim.Kernel;
using SmtpSim.Model;
using SmtpSim.Results;

namespace SmtpSim.Report;

/// <summary>A run and what its report needs besides. Nothing in it depends on when, where and in how many partitions it ran.</summary>
public sealed record ReportedRun
{
    /// <summary>Bins along time: about so many are told apart on a chart.</summary>
    private const int MostBins = 120;

    /// <summary>Events that the second look takes at most: some seconds.</summary>
    private const long MostObservedEvents = 12_000_000;

    public required RunResult Result { get; init; }

    /// <summary>What a second look found; null of a run that was interrupted.</summary>
    public required Observation? Observation { get; init; }

    public required IReadOnlyList<ExpectationResult> Expectations { get; init; }

    /// <summary>The effective scenario, as it stands in the results folder.</summary>
    public required string Scenario { get; init; }

    public required ManifestProgram Program { get; init; }

    /// <summary>SHA-256 of <see cref="Scenario"/>.</summary>
    public required string ScenarioHash { get; init; }

    /// <summary>All client groups as one, and all server groups.</summary>
    internal RunMetrics Metrics => field ??= new RunMetrics(Result);

    internal Horizon Horizon => field ??= Horizon.Of(Result);

    internal TimeAxis Time => field ??= TimeAxis.Of(Result, MostBins);

    /// <summary>The scenario's name, hosts and groups, relays as what they are made of.</summary>
    internal Scenario World => Result.Scenario;

    /// <summary>Looks at a run for the second time.</summary>
    /// <param name="scenario">As it was simulated.</param>
    /// <param name="result">What was found.</param>
    /// <param name="stop">Asked now and then whether to give up; the answer then is null, as of a run that was interrupted.</param>
    public static Observation? Observe(Scenario scenario, RunResult result, Func<bool>? stop = null)
    {
        ArgumentNullException.ThrowIfNull(result);
        if (!result.Complete || result.Events == 0)
            return null;
        var time = TimeAxis.Of(result, MostBins);
        return ObservedRun.Run(scenario, ExemplarChoice.Of(result.Exemplars), new SimDuration(time.Width * time.Bins), time.Bins, MostObservedEvents, stop);
    }
}
