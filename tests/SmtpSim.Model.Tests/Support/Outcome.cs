using SmtpSim.Protocol;

namespace SmtpSim.Model.Tests;

/// <summary>A result, and what the partitions still held when the run ended.</summary>
internal sealed record Outcome(World World, RunResult Result, long ClientSlots, long ServerSlots, long QueuedMessages)
{
    /// <summary>The first client group.</summary>
    public ClientMetrics Client => Result.Clients[0];

    /// <summary>The first server group.</summary>
    public ServerMetrics Server => Result.Servers[0];

    public string Digest => Result.Digest;

    public static Outcome Of(World world, Partition[] partitions)
    {
        var result = ResultMerger.Merge(world, partitions.Select(partition => partition.Close(world.End)), complete: true);
        return new Outcome(world, result, partitions.Sum(p => p.Sessions), partitions.Sum(p => p.ServerSessions), partitions.Sum(p => p.QueuedMessages));
    }

    public long Sum(ClientCounter counter) => Result.Clients.Sum(group => group[counter]);

    public long Sum(ServerCounter counter) => Result.Servers.Sum(group => group[counter]);

    /// <summary>Sessions of the first client group that ended in this way, in whatever phase.</summary>
    public long Ends(SessionEnd end) => Enum.GetValues<Phase>().Sum(phase => Client.EndsOf(end, phase));

    /// <summary>Replies of this code that the first client group read.</summary>
    public long Read(int code) => Client.Replies[code - ReplyCounts.First];

    /// <summary>Replies of this code that the first server group sent.</summary>
    public long Sent(int code) => Server.Replies[code - ReplyCounts.First];

    /// <summary>A quantity of the first client group summed over all bins.</summary>
    public long Total(ClientSeries field) => Enumerable.Range(0, Client.Series.Rows).Sum(row => Client.Series[row, (int)field]);

    /// <summary>A quantity of the first server group summed over all bins.</summary>
    public long Total(ServerSeries field) => Enumerable.Range(0, Server.Series.Rows).Sum(row => Server.Series[row, (int)field]);
}
