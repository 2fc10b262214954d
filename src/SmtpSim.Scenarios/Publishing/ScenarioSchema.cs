namespace SmtpSim.Scenarios;

/// <summary>The JSON Schema (draft 2020-12) of the scenario language.</summary>
public static class ScenarioSchema
{
    public static string Json => throw new NotSupportedException();
}
