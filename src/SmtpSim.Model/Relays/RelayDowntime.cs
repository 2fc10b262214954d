namespace SmtpSim.Model;

/// <summary>
/// When the sending half of a relay is down: when its receiving half, which is the same host, is out, by schedule or at random. A host that answers 421
/// is up. The queue is on disk, but for what the outage loses.
/// </summary>
internal sealed class RelayDowntime
{
    private readonly OutageTable _outages;
    private readonly int _toServer;

    private RelayDowntime(OutageTable outages, int toServer) => (_outages, _toServer) = (outages, toServer);

    /// <summary>Null for a group that relays nothing, or is never down.</summary>
    /// <param name="server">The receiving half; null for a client group of its own.</param>
    /// <param name="firstServer">Number of its first host.</param>
    /// <param name="firstClient">Number of the sending half's first host.</param>
    public static RelayDowntime? Of(ServerProfile? server, int firstServer, int firstClient)
        => server?.Outages.All.Any(Counts) == true ? new RelayDowntime(server.Outages, firstServer - firstClient) : null;

    /// <summary>The first outage of a client at or after <paramref name="from"/> of its server's, by index; -1 when there is none.</summary>
    public int Next(int client, int from) => Array.FindIndex(OutagesOf(client), Math.Min(from, OutagesOf(client).Length), Counts);

    public Outage this[int client, int index] => OutagesOf(client)[index];

    /// <summary>The tick at which a client that is down is up again; 0 when it is up.</summary>
    public long UpAgain(int client, long now) => _outages.At(client + _toServer, now) is { } outage && Counts(outage) ? outage.End : 0;

    private Outage[] OutagesOf(int client) => _outages.Of(client + _toServer);

    private static bool Counts(Outage outage) => outage.Kind != OutageKind.ServiceUnavailable;
}
