using SmtpSim.Model;

namespace SmtpSim.Cli;

/// <summary>A scenario in half a line.</summary>
internal static class ScenarioText
{
    /// <summary><c>1,000 clients in 3 groups, 20 servers</c></summary>
    public static string Size(Scenario scenario) =>
        $"{Hosts(scenario.Clients.Sum(group => (long)group.Count), "client", scenario.Clients.Count)}, "
        + Hosts(scenario.Servers.Sum(group => (long)group.Count), "server", scenario.Servers.Count);

    private static string Hosts(long count, string role, int groups) =>
        groups == 1 ? Quantity.Count(count, role) : $"{Quantity.Count(count, role)} in {groups} groups";
}
