namespace SmtpSim.Model;

/// <summary>Servers over time: each for itself, or neighbours of a group as one where there are more than a picture has room for.</summary>
internal sealed class ServerBlocks
{
    /// <summary>About so many; a group has one at least.</summary>
    private const int MostBlocks = 40;

    private readonly int[] _blockOf;
    private readonly int _firstServer;
    private readonly List<ServerLoad> _loads = [];

    public ServerBlocks(World world, int bins)
    {
        _firstServer = world.ClientHosts;
        _blockOf = new int[world.ServerHosts];
        var size = (world.ServerHosts + MostBlocks - 1) / MostBlocks;
        for (var group = 0; group < world.Servers.Length; group++)
        {
            var end = world.FirstServerOf(group + 1);
            for (var first = world.FirstServerOf(group); first < end; first += size)
            {
                var last = Math.Min(first + size, end) - 1;
                _blockOf.AsSpan(first - _firstServer, last - first + 1).Fill(_loads.Count);
                var name = first == last ? world.NameOf(first) : $"{world.NameOf(first)} to {world.NameOf(last)}";
                _loads.Add(new ServerLoad(name, new long[bins], new long[bins]));
            }
        }
    }

    public void CountSession(int server, int bin) => _loads[_blockOf[server - _firstServer]].Sessions[bin]++;

    public void CountFailure(int server, int bin) => _loads[_blockOf[server - _firstServer]].Failures[bin]++;

    public IReadOnlyList<ServerLoad> ToLoads() => _loads;
}
