using System.Globalization;
using SmtpSim.Model;

namespace SmtpSim.Scenarios;

/// <summary>Hosts are named by group and number, a lone host by its group alone: no two may have the same name.</summary>
internal static class HostNames
{
    public static void Check(Scenario scenario, ReadContext context)
    {
        var groups = scenario.Servers.Select(group => (group.Name, group.Count, Path: $"servers.{group.Name}"))
            .Concat(scenario.Domains.Select(group => (group.Name, group.Count, Path: $"domains.{group.Name}")))
            .Concat(scenario.Clients.Select(group => (group.Name, group.Count, Path: $"clients.{group.Name}"))).ToList();
        foreach (var (name, count, path) in groups)
        {
            var dash = name.LastIndexOf('-');
            if (count != 1 || dash < 0 || !int.TryParse(name.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) || name[dash + 1] == '0')
                continue;
            var other = groups.Find(group => group.Count > 1 && group.Count >= number && name.AsSpan(0, dash).SequenceEqual(group.Name));
            if (other.Name is not null)
                context.Error(
                    path, $"{Only(path)} has the same name as {Nth(other.Path, number)}", "rename one of the groups");
        }
    }

    private static string Only(string path) => path.StartsWith("domains", StringComparison.Ordinal) ? $"the only domain of {path}" : $"the only host of {path}";

    private static string Nth(string path, int number) => $"{(path.StartsWith("domains", StringComparison.Ordinal) ? "domain" : "host")} {number} of {path}";
}
