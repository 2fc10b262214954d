using SmtpSim.Kernel;

namespace SmtpSim.Model;

/// <summary>The link between each client group and each server group: the last override that fits, or the default.</summary>
internal static class LinkTable
{
    public static (Link[] Links, byte[] LinkOf) Build(Scenario scenario)
    {
        var specs = new List<LinkSpec>();
        var table = new byte[scenario.Clients.Count * scenario.Servers.Count];
        for (var client = 0; client < scenario.Clients.Count; client++)
        {
            for (var server = 0; server < scenario.Servers.Count; server++)
            {
                var spec = SpecOf(scenario, scenario.Clients[client].Name, scenario.Servers[server].Name);
                var index = specs.IndexOf(spec);
                if (index < 0)
                {
                    index = specs.Count;
                    specs.Add(spec);
                }
                table[client * scenario.Servers.Count + server] = checked((byte)index);
            }
        }
        return ([.. specs.Select(Compile)], table);
    }

    private static LinkSpec SpecOf(Scenario scenario, string client, string server)
        => scenario.Network.Links.LastOrDefault(link => (link.From is null || string.Equals(link.From, client, StringComparison.Ordinal))
            && (link.To is null || string.Equals(link.To, server, StringComparison.Ordinal)))?.Link ?? scenario.Network.Default;

    private static Link Compile(LinkSpec spec)
        => new(spec.Floor.Ticks, Sampler.Compile(spec.Jitter), spec.Loss, spec.BytesPerSecond);
}
