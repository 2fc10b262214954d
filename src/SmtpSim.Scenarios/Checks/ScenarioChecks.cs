using SmtpSim.Kernel;
using SmtpSim.Model;

namespace SmtpSim.Scenarios;

/// <summary>What must hold between the parts of a scenario.</summary>
public static class ScenarioChecks
{
    private const long MostHosts = 1L << 30;
    private const int MostGroups = 1000;
    private const int MostLinks = 250;
    private const long MostBins = 100_000;
    private const double MostMessages = int.MaxValue;
    private const double LargestMeanSize = 1e9;
    private const int MostRecipients = 64;

    /// <summary>What forbids to run the scenario in several partitions: a link without a latency floor gives no lookahead.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="partitions">How many partitions; with one there is nothing to check.</param>
    /// <param name="loaded">What it was loaded from, for the places.</param>
    public static IReadOnlyList<Diagnostic> CheckPartitions(Scenario scenario, int partitions, LoadResult loaded)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        ArgumentNullException.ThrowIfNull(loaded);
        if (partitions <= 1) return [];
        var found = new List<Diagnostic>();
        foreach (var path in LinkUse.Of(scenario).Where(use => use.Floor.Ticks == 0).Select(use => use.Path).Distinct(StringComparer.Ordinal))
        {
            var place = PathText.PlaceOf(loaded.Places, path);
            found.Add(new Diagnostic(place.File, place.Line, place.Column,
                $"the latency in {path} has no floor, and with {partitions} partitions nothing may arrive at once", "give it a floor such as '1ms', or run with '--partitions 1'"));
        }
        return found;
    }

    /// <summary>How many there are of what is looked up by name: within these limits the other checks take no time, so these come first.</summary>
    /// <returns>Whether all are within the limits.</returns>
    internal static bool CheckCounts(Scenario scenario, ReadContext context)
    {
        var within = true;
        Limit(scenario.Servers.Count, "servers", "groups of servers", MostGroups);
        Limit(scenario.Domains.Count, "domains", "groups of domains", MostGroups);
        Limit(scenario.Clients.Count, "clients", "groups of clients", MostGroups);
        Limit(scenario.Network.Links.Count, "network.links", "links", MostLinks);
        return within;

        void Limit(int count, string path, string noun, int most)
        {
            if (count <= most) return;
            within = false; // a context that is full takes no more errors
            context.Error(path, $"there are {count} {noun}", $"a scenario has at most {most}");
        }
    }

    /// <summary>Names of groups that are used and not defined, or defined twice.</summary>
    internal static void CheckReferences(Scenario scenario, ReadContext context)
    {
        var servers = scenario.Servers.Select(group => group.Name).ToList();
        var clients = scenario.Clients.Select(group => group.Name).ToList();
        foreach (var name in clients.Intersect(servers, StringComparer.Ordinal))
            context.Error(
                $"clients.{name}", $"'{name}' names a group of clients and one of servers",
                "hosts bear the names of their groups: rename one");
        DomainChecks.CheckReferences(scenario, context);
        RelayChecks.CheckReferences(scenario, context);
        NetworkChecks.CheckReferences(scenario, context);
        HostNames.Check(scenario, context);
        for (var i = 0; i < scenario.Traffic.Count; i++)
        {
            var (stream, path) = (scenario.Traffic[i], PathText.Item("traffic", i));
            var seen = new HashSet<string>(StringComparer.Ordinal);
            for (var j = 0; j < stream.From.Count; j++)
            {
                var name = stream.From[j];
                var from = PathText.Item(path + ".from", j);
                if (!seen.Add(name)) context.Error(from, $"'{name}' stands twice in {path}.from", "remove one");
                else if (name != TrafficLanguage.All) Refer(name, clients, "clients", from, path + ".from", context);
                else if (stream.From.Count > 1) context.Error(from, $"'*' stands beside other names in {path}.from", "write '\"*\"' alone");
            }
            if (stream.To.Length > 0 && !scenario.Domains.Any(group => group.Name == stream.To))
                Refer(stream.To, scenario.Domains.Count == 0 ? servers : [.. servers, .. scenario.Domains.Select(group => group.Name)],
                    scenario.Domains.Count == 0 ? "servers" : "servers and domains", path + ".to", path + ".to", context);
        }
        for (var i = 0; i < scenario.Outages.Count; i++)
        {
            if (scenario.Outages[i].Servers is { Length: > 0 } name)
                Refer(name, servers, "servers", $"outages[{i}].servers", $"outages[{i}].servers", context);
        }
        ServerChecks.CheckReferences(scenario, context);
        for (var i = 0; i < scenario.Network.Links.Count; i++)
        {
            var (link, path) = (scenario.Network.Links[i], $"network.links[{i}]");
            if (link.From is not null && !scenario.Servers.Any(server => server.Name == link.From && server.Relay is not null)) Refer(link.From, clients, "clients", path + ".from", path + ".from", context);
            if (link.To is not null) Refer(link.To, servers, "servers", path + ".to", path + ".to", context);
        }
    }

    /// <summary>Sums, orders and ranges; the scenario is otherwise sound.</summary>
    internal static void CheckValues(Scenario scenario, ReadContext context)
    {
        CheckSizes(scenario, context);
        for (var i = 0; i < scenario.Traffic.Count; i++) CheckStream(scenario, scenario.Traffic[i], PathText.Item("traffic", i), context);
        DomainChecks.CheckValues(scenario, context);
        RelayChecks.CheckValues(scenario, context);
        foreach (var group in scenario.Clients) ClientChecks.Check(group, context);
        NetworkChecks.CheckValues(scenario, context);
        FaultChecks.CheckOutages(scenario, context);
        SendingChecks.Check(scenario, context);
        ServerChecks.CheckFailures(scenario, context);
        foreach (var group in scenario.Servers) FaultChecks.CheckChances(group, context);
        foreach (var group in scenario.Servers) ServerChecks.Check(group, context);
        foreach (var group in scenario.Servers) PolicyChecks.Check(group, context);
        FaultChecks.CheckTexts(scenario, context);
    }

    private static void CheckSizes(Scenario scenario, ReadContext context)
    {
        var hosts = scenario.Servers.Sum(group => (long)group.Count) + scenario.Domains.Sum(group => (long)group.Count) + scenario.Clients.Sum(group => (long)group.Count)
            + scenario.Servers.Where(group => group.Relay is not null).Sum(group => (long)group.Count); // a relay is a client too
        if (hosts >= MostHosts) context.Error("clients", $"there are {hosts} hosts{(scenario.Domains.Count == 0 ? "" : " and domains")}", $"a scenario has fewer than {MostHosts}");
        var length = scenario.Duration + scenario.Drain;
        var bins = (length.Ticks + scenario.SeriesInterval.Ticks - 1) / scenario.SeriesInterval.Ticks;
        if (bins > MostBins)
            context.Error(
                "series", $"a bin of {Units.Duration.Format(scenario.SeriesInterval.Ticks)} makes {bins} bins",
                $"write 'series: {Units.Duration.Format(Resolution.SeriesFor(length).Ticks)}', or at most {MostBins} bins");
    }

    private static void CheckStream(Scenario scenario, TrafficSpec stream, string path, ReadContext context)
    {
        var duration = Units.Duration.Format(scenario.Duration.Ticks);
        var before = context.Count;
        if (stream.End > scenario.Duration)
            context.Error(
                path + ".during.to",
                $"the stream ends at {Units.Duration.Format(stream.End.Ticks)}, after the duration of {duration}{PathText.In(path)}",
                "shorten it, or lengthen 'duration'");
        else if (stream.Start >= stream.End)
            context.Error(path + ".during.from", $"the stream ends before it begins{PathText.In(path)}", "write a 'from' before its 'to'");
        if (stream.Arrivals is ArrivalSpec.Every { Offset: { } offset } && stream.Start + offset >= stream.End)
            context.Error(
                path + ".arrivals.offset", $"the first message would come after the stream's end{PathText.In(path)}",
                "write a shorter offset");
        if (Sampler.Compile(stream.Recipients).Mean is var recipients && !(recipients is > 0 and <= MostRecipients))
            context.Error(
                path + ".recipients", $"a message has {Mean(recipients)} recipients on average{PathText.In(path)}",
                $"a message has 1 to {MostRecipients}");
        if (Sampler.Compile(stream.Size).Mean is var size && !(size <= LargestMeanSize))
            context.Error(
                path + ".size", $"a message has {Mean(size)} bytes on average{PathText.In(path)}",
                $"the mean is at most {Units.Size.Format(LargestMeanSize)}");
        if (context.Count > before) return;
        var clients = StreamSenders.Of(scenario, stream).Sum(group => (double)group.Count);
        var messages = MessageEstimate.Of(stream) * clients;
        if (messages > MostMessages)
            context.Error(path + ".arrivals", $"the stream has about {messages:0.#E+0} messages", $"a stream has at most {MostMessages:0}");
    }

    private static string Mean(double value) => double.IsInfinity(value) ? "infinitely many" : $"{value:0.###}";

    internal static void Refer(string name, IReadOnlyList<string> names, string noun, string place, string path, ReadContext context)
    {
        if (!context.IsFull && !names.Contains(name))
            context.Error(place, $"there is no group '{name}' in {noun}, named in {path}", Words.Remedy(name, names, noun));
    }
}
