using System.Text;
using SmtpSim.Results;
using SmtpSim.Scenarios;

namespace SmtpSim.Cli.Tests;

/// <summary>A log gives a scenario that is valid, or is refused: it quotes strangers and is no trusted text.</summary>
public static class CalibrateFuzz
{
    public static void Run(byte[] octets)
    {
        try
        {
            var report = Calibration.Of(new StringReader(Encoding.UTF8.GetString(octets)), "fuzz");
            Assert.Empty(ScenarioLoader.Parse(EffectiveScenario.Write(report.Scenario), "fuzz.yaml", []).Diagnostics);
        }
        catch (CalibrationException)
        {
            // Too little is left.
        }
    }
}
