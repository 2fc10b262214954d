using SmtpSim.Model;

namespace SmtpSim.Scenarios;

/// <summary>The scenario with every default written out, in one canonical form that loads again to an equal scenario.</summary>
public static class EffectiveScenario
{
    /// <summary>The canonical YAML. Trace files keep their names; <see cref="TraceFiles"/> gives their contents.</summary>
    public static string Write(Scenario scenario)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        return "# The effective scenario: every default is written out.\n" + YamlText.Of((MapNode)ScenarioLanguage.Root.Write(scenario));
    }

    /// <summary>The trace files that <see cref="Write"/> refers to: name as in the scenario, and text.</summary>
    public static IReadOnlyList<(string Name, string Text)> TraceFiles(Scenario scenario)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        return [.. scenario.Traffic.Select(stream => stream.Arrivals).OfType<ArrivalSpec.Trace>().Select(trace => (trace.File, TraceWriter.Write(trace)))];
    }

    /// <summary>
    /// The same scenario with traces named <c>trace-1.csv</c>, <c>trace-2.csv</c>, …, so that it and its traces fit in one folder.
    /// </summary>
    public static Scenario WithLocalTraces(Scenario scenario)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        var number = 0;
        return scenario with
        {
            Traffic = [.. scenario.Traffic.Select(stream => stream.Arrivals is ArrivalSpec.Trace trace ? stream with { Arrivals = trace with { File = $"trace-{++number}.csv" } } : stream)],
        };
    }
}
