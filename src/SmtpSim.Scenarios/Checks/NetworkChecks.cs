using SmtpSim.Kernel;
using SmtpSim.Model;

namespace SmtpSim.Scenarios;

/// <summary>What must hold of links and of the times in which they are in trouble.</summary>
internal static class NetworkChecks
{
    private const int MostPeriods = 1000;

    /// <summary>Names of groups that are used and not defined.</summary>
    public static void CheckReferences(Scenario scenario, ReadContext context)
    {
        var servers = scenario.Servers.Select(group => group.Name).ToList();
        // A relay is a client too.
        var clients = scenario.Clients.Select(group => group.Name).Concat(scenario.Servers.Where(server => server.Relay is not null).Select(server => server.Name)).ToList();
        foreach (var (period, path) in Periods(scenario))
        {
            if (period.From is not null) ScenarioChecks.Refer(period.From, clients, "clients", path + ".from", path + ".from", context);
            if (period.To is not null) ScenarioChecks.Refer(period.To, servers, "servers", path + ".to", path + ".to", context);
        }
    }

    public static void CheckValues(Scenario scenario, ReadContext context)
    {
        var end = scenario.Duration + scenario.Drain;
        foreach (var (period, path) in Periods(scenario))
        {
            if (period.Start >= end)
                context.Error(
                    path + ".at", $"it begins at {Units.Duration.Format(period.Start.Ticks)}, after the end of the run at {Units.Duration.Format(end.Ticks)}{PathText.In(path)}",
                    "begin it earlier, or lengthen 'duration'");
            if (period.Every is { } every && every <= period.Length)
                context.Error(
                    path + ".every", $"it begins again before it is over{PathText.In(path)}", $"write more than {Units.Duration.Format(period.Length.Ticks)}, or once");
        }
        var count = scenario.Network.Partitions.Count + scenario.Network.LossPeriods.Count;
        if (count > MostPeriods)
            context.Error("network", $"there are {count} partitions and loss periods", $"a scenario has at most {MostPeriods}");
        else if (LinkTable.Count(scenario) is > LinkTable.MostLinks and var links)
            context.Error("network", $"the pairs of groups have {links} different links, with their partitions and loss periods", $"at most {LinkTable.MostLinks} are possible");
    }

    private static IEnumerable<(LossPeriodSpec Period, string Path)> Periods(Scenario scenario)
    {
        for (var i = 0; i < scenario.Network.Partitions.Count; i++) yield return (scenario.Network.Partitions[i], $"network.partitions[{i}]");
        for (var i = 0; i < scenario.Network.LossPeriods.Count; i++) yield return (scenario.Network.LossPeriods[i], $"network.loss-periods[{i}]");
    }
}
