using SmtpSim.Model;
using SmtpSim.Scenarios;

namespace SmtpSim.Cli;

/// <summary>Which server of a scenario the command line means.</summary>
internal static class ServerChoice
{
    /// <summary>The scenario as a world, and the server's host number in it.</summary>
    /// <param name="scenario">Valid.</param>
    /// <param name="name">The group's name, or that of one of its hosts; null for the only group.</param>
    /// <param name="number">Which host of the group, from 1.</param>
    public static (World World, int Host) Of(Model.Scenario scenario, string? name, int number)
    {
        var names = scenario.Servers.Select(group => group.Name).ToList();
        if (name is null && names.Count > 1)
            throw new CommandException(ExitCode.Usage, $"the scenario has {names.Count} groups of servers", $"Name one with --server: {string.Join(", ", names)}.");
        var world = new World(scenario);
        var group = name is null ? 0 : names.IndexOf(name);
        if (group < 0 && TryFindHost(world, name!, out var host))
            return (world, host);
        if (group < 0)
            throw new CommandException(ExitCode.NoInput, $"there is no server group '{Words.Shortened(name!)}'", Capitalised(Words.Remedy(name!, names, "groups")));
        var count = scenario.Servers[group].Count;
        if (number < 1 || number > count)
            throw new CommandException(ExitCode.NoInput, $"'{names[group]}' has no host {number}", $"Its hosts are 1 to {count}.");
        return (world, world.FirstServerOf(group) + number - 1);
    }

    private static bool TryFindHost(World world, string name, out int host)
    {
        for (host = world.ClientHosts; host < world.HostCount; host++)
            if (world.NameOf(host) == name)
                return true;
        return false;
    }

    private static string Capitalised(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
