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

    /// <summary>Line of every key and list entry of the file, by path: <c>servers.mx.greylist</c>, <c>traffic[0].arrivals</c>.</summary>
    public IReadOnlyDictionary<string, int> Lines { get; init; } = ReadOnlyDictionary<string, int>.Empty;

    /// <summary>The scenario file itself could not be read (exit code 66; anything else that is wrong is 65).</summary>
    public bool NotFound { get; init; }

    public bool Ok => Scenario is not null;

    internal IReadOnlyDictionary<string, Place> Places { get; init; } = ReadOnlyDictionary<string, Place>.Empty;
}
