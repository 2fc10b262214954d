using SmtpSim.Model;

namespace SmtpSim.Scenarios;

/// <summary>Who sends what: each name is looked up once, for streams and groups may be many.</summary>
internal static class StreamSenders
{
    /// <summary>The client groups of a stream, in the scenario's order; a name that is no group's counts for nothing.</summary>
    public static IEnumerable<ClientGroup> Of(Scenario scenario, TrafficSpec stream)
    {
        var names = stream.From.ToHashSet(StringComparer.Ordinal);
        return names.Contains(TrafficLanguage.All) ? scenario.Clients : scenario.Clients.Where(group => names.Contains(group.Name));
    }

    /// <summary>The servers and domains that each client group sends to, each once, in the order of the streams.</summary>
    public static ILookup<string, string> Destinations(Scenario scenario) =>
        scenario.Traffic.SelectMany(stream => Of(scenario, stream).Select(client => (client.Name, stream.To))).Distinct()
            .ToLookup(pair => pair.Name, pair => pair.To, StringComparer.Ordinal);
}
