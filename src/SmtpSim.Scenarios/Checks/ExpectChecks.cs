using SmtpSim.Model;
using SmtpSim.Results;

namespace SmtpSim.Scenarios;

/// <summary>The expectations of a scenario, and what is wrong with them.</summary>
public static class ExpectChecks
{
    /// <summary>The expectations of a scenario that was loaded.</summary>
    public static IReadOnlyList<Expectation> Of(Scenario scenario)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        return [.. scenario.Expect.Select((spec, i) => ExpectText.Parse(i, spec, scenario, out var expectation) is null
            ? expectation
            : throw new InvalidOperationException($"The expectation '{spec.That}' was not checked."))];
    }

    /// <param name="scenario">With its groups.</param>
    /// <param name="hasSweep">Whether the file says how to sweep it.</param>
    /// <param name="context">Takes what is wrong.</param>
    /// <returns>The expectations, those of the scenario's list that are sound.</returns>
    internal static IReadOnlyList<Expectation> Check(Scenario scenario, bool hasSweep, ReadContext context)
    {
        var expectations = new List<Expectation>();
        for (var i = 0; i < scenario.Expect.Count; i++)
        {
            var path = PathText.Item("expect", i);
            var spec = scenario.Expect[i];
            if (spec.That.Length == 0)
                continue; // complained of already
            if (ExpectText.Parse(i, spec, scenario, out var expectation) is { } complaint)
                context.Error(path, $"'{Words.Shortened(spec.That)}'{PathText.In(path)} {complaint.Message}", complaint.Remedy);
            else if (expectation.NeedsSweep && !hasSweep)
                context.Error(path, $"'{Words.Shortened(spec.That)}'{PathText.In(path)} can't be told of one run", "add a 'sweep' with replications");
            else
                expectations.Add(expectation);
        }

        return expectations;
    }
}
