using SmtpSim.Kernel;

namespace SmtpSim.Validation.Tests;

/// <summary>A scenario of <c>scenarios/validation/</c>, how often it is run, and what its results are held to.</summary>
internal sealed record Experiment
{
    /// <summary>Heading of the page that it stands under.</summary>
    public required string Section { get; init; }

    /// <summary>What it is about, on one line.</summary>
    public required string Title { get; init; }

    /// <summary>Tells experiments of the same title apart; they share a table. Null where there is but one.</summary>
    public string? Case { get; init; }

    /// <summary>Name of the scenario, without folder and extension.</summary>
    public required string Scenario { get; init; }

    /// <summary>Values that differ from the scenario's file, each <c>PATH=VALUE</c>, as <c>--set</c> takes them.</summary>
    public string[] Sets { get; init; } = [];

    /// <summary>Independent runs; their figures are the observations of the intervals.</summary>
    public int Replications { get; init; } = 30;

    /// <summary>What exactly is measured, in a sentence or two.</summary>
    public required string Measured { get; init; }

    /// <summary>Looks at the population every so often, where a claim is about its spread over time; zero for never.</summary>
    public SimDuration LookEvery { get; init; }

    public required IReadOnlyList<Claim> Claims { get; init; }

    /// <summary>Names the experiment in tests: the scenario and what was set.</summary>
    public string Name => string.Join(' ', [Scenario, .. Sets]);
}
