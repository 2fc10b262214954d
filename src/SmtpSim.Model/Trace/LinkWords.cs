namespace SmtpSim.Model;

/// <summary>What a trace says of the network's troubles.</summary>
internal static class LinkWords
{
    /// <summary>The partition of the network that kept a client and a server apart at some time in [<paramref name="from"/>, <paramref name="to"/>]; null when there was none.</summary>
    public static TraceReason? Cut(World world, int client, int server, long from, long to)
    {
        var (clients, servers) = (world.Scenario.Clients[world.ClientGroupOf(client)].Name, world.Scenario.Servers[world.ServerGroupOf(server)].Name);
        var partitions = world.Scenario.Network.Partitions;
        for (var i = 0; i < partitions.Count; i++)
        {
            var partition = partitions[i];
            if ((partition.From ?? clients) != clients || (partition.To ?? servers) != servers || partition.Start.Ticks > to)
                continue;
            var start = partition.Start.Ticks + (partition.Every is { } every ? (to - partition.Start.Ticks) / every.Ticks * every.Ticks : 0);
            if (start + partition.Length.Ticks > from)
                return new TraceReason($"nothing passes between {clients} and {servers} until {DurationText.Clock(start + partition.Length.Ticks)}", $"network.partitions[{i}]");
        }
        return null;
    }
}
