using SmtpSim.Model;

namespace SmtpSim.Wire;

/// <summary>Why a load run ended.</summary>
public enum LoadEnd : byte
{
    /// <summary>All mail met its fate, or the scenario's end came.</summary>
    Completed,

    Interrupted,

    /// <summary>No connection ever came to be.</summary>
    Unreachable,

    /// <summary>No TLS handshake ever succeeded, and nothing was delivered without.</summary>
    Insecure,

    /// <summary>Whatever came was no reply of SMTP.</summary>
    NotSmtp,
}

/// <summary>How far a load run is.</summary>
/// <param name="WallS">Seconds of wall time since it began.</param>
/// <param name="NowS">Virtual time reached, in seconds.</param>
/// <param name="Submitted">Messages so far, and so on.</param>
/// <param name="Connections">Open ones.</param>
/// <param name="Waiting">Sessions that wait for one of the connections allowed.</param>
public sealed record LoadProgress(
    double WallS, double NowS, long Submitted, long Delivered, long Bounced, long Expired, long Deferrals, long Queued, int Connections, int Waiting);

/// <summary>What is counted on the wire and in no simulation.</summary>
/// <param name="Connections">Connections that stood.</param>
/// <param name="PeakConnections">The most at a time.</param>
/// <param name="Failed">Connections that did not come to be.</param>
/// <param name="Garbled">Sessions given up since what came was not SMTP.</param>
/// <param name="Secured">Sessions inside TLS.</param>
/// <param name="Insecure">Sessions lost since TLS was granted and did not come to be.</param>
/// <param name="Sent">Octets sent; those inside TLS as they are without it.</param>
/// <param name="Received">Octets received.</param>
public sealed record LoadCounts(long Connections, long PeakConnections, long Failed, long Garbled, long Secured, long Insecure, long Sent, long Received);

/// <summary>What a load run came to.</summary>
/// <param name="End">Why it ended.</param>
/// <param name="Result">As a simulation's, the clients' part alone.</param>
/// <param name="Counts">On the wire.</param>
/// <param name="WallS">Seconds of wall time.</param>
/// <param name="Trouble">What the last failed connection or handshake failed of; null when none did.</param>
public sealed record LoadOutcome(LoadEnd End, RunResult Result, LoadCounts Counts, double WallS, string? Trouble)
{
    /// <summary>Sessions that sent no mail since the target did not offer STARTTLS or AUTH, which the scenario's clients can't do without.</summary>
    public IReadOnlyDictionary<Protocol.ServiceExtensions, long> Lacking { get; init; } = new Dictionary<Protocol.ServiceExtensions, long>();
}
