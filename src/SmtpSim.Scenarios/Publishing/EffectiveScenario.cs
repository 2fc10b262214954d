using SmtpSim.Model;

namespace SmtpSim.Scenarios;

/// <summary>The scenario with every default written out, in one canonical form that loads again to an equal scenario.</summary>
public static class EffectiveScenario
{
    public static string Write(Scenario scenario) => throw new NotSupportedException();
}
