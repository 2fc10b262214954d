using System.Text;
using SmtpSim.Scenarios;

namespace SmtpSim.Cli.Tests;

/// <summary>A scenario is refused with diagnostics, or is one that is written down and read again to the same text; nothing is thrown.</summary>
public static class ScenarioFuzz
{
    public static void Run(byte[] octets)
    {
        var loaded = ScenarioLoader.Parse(Encoding.UTF8.GetString(octets), "fuzz.yaml", []);
        Assert.NotEqual(loaded.Ok, loaded.Diagnostics.Count > 0);
        if (!loaded.Ok)
            return;
        var text = EffectiveScenario.Write(loaded.Scenario!);
        var again = ScenarioLoader.Parse(text, "fuzz.yaml", []);
        Assert.Empty(again.Diagnostics);
        Assert.Equal(text, EffectiveScenario.Write(again.Scenario!));
    }
}
