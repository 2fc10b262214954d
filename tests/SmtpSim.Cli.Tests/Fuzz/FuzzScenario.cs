using SmtpSim.Model;
using SmtpSim.Scenarios;

namespace SmtpSim.Cli.Tests;

/// <summary>The plain scenario that the fuzz targets put what they are given into.</summary>
internal static class FuzzScenario
{
    public const string Text = """
        schema: 1
        name: fuzz
        duration: 1h
        servers: { mx: { count: 2 } }
        clients: { mta: { count: 3, retry: postfix } }
        traffic: [ { from: mta, to: mx, arrivals: { poisson: 1/h per client } } ]
        """;

    public static World World { get; } = new(ScenarioLoader.Parse(Text, "fuzz.yaml", []).Scenario!);
}
