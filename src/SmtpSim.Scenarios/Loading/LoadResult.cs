using System.Collections.ObjectModel;
using SmtpSim.Model;

namespace SmtpSim.Scenarios;

/// <summary>What became of a scenario file: the scenario, or what is wrong with it.</summary>
public sealed class LoadResult
{
    /// <summary>Null unless <see cref="Ok"/>.</summary>
    public Scenario? Scenario { get; init; }

    /// <summary>In the order of the file; empty if <see cref="Ok"/>.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; init; } = [];

    /// <summary>What is possible and seldom meant, of a scenario that is <see cref="Ok"/>; not of the values that a sweep tries.</summary>
    public IReadOnlyList<Diagnostic> Warnings { get; init; } = [];

    /// <summary>Line of every key and list entry of the file, by path: <c>servers.mx.greylist</c>, <c>traffic[0].arrivals</c>.</summary>
    public IReadOnlyDictionary<string, int> Lines { get; init; } = ReadOnlyDictionary<string, int>.Empty;

    /// <summary>Line of each expectation of <see cref="Scenario"/> in the file, in their order.</summary>
    public IReadOnlyList<int> ExpectLines { get; init; } = [];

    /// <summary>The scenario file itself could not be read (exit code 66; anything else that is wrong is 65).</summary>
    public bool NotFound { get; init; }

    public bool Ok => Scenario is not null;

    /// <summary>Whether the file says how to sweep the scenario; <see cref="SweepLoader"/> reads what it says.</summary>
    public bool HasSweep => Sweep is not null;

    internal SweepNodes? Sweep { get; init; }

    /// <summary>All expectations of the file, those for a sweep included.</summary>
    internal IReadOnlyList<Results.Expectation> Expectations { get; init; } = [];

    internal IReadOnlyDictionary<string, Place> Places { get; init; } = ReadOnlyDictionary<string, Place>.Empty;
}
