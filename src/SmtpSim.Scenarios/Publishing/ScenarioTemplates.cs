namespace SmtpSim.Scenarios;

/// <summary>What <c>smtpsim new</c> writes.</summary>
public static class ScenarioTemplates
{
    public static string New(string name) => throw new NotSupportedException();
}
