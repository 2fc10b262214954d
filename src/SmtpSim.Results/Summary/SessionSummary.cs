using SmtpSim.Model;
using SmtpSim.Protocol;

namespace SmtpSim.Results;

/// <summary>How many sessions clients opened, and how and in which phase they ended.</summary>
/// <param name="Opened">Sessions that the clients asked for, those that never got a connection included.</param>
/// <param name="Completed">QUIT was answered.</param>
/// <param name="ServiceClosing">The server sent 421.</param>
/// <param name="Refused">The connection was refused.</param>
/// <param name="ConnectionLost">The connection was reset or closed in mid-session.</param>
/// <param name="TimedOut">The client waited in vain for a reply.</param>
public sealed record SessionSummary(
    long Opened,
    PhaseCounts Completed,
    PhaseCounts ServiceClosing,
    PhaseCounts Refused,
    PhaseCounts ConnectionLost,
    PhaseCounts TimedOut)
{
    public static SessionSummary Of(ClientMetrics metrics)
    {
        PhaseCounts Ends(SessionEnd end) => new(
            metrics.EndsOf(end, Phase.ConnectionEstablishment),
            metrics.EndsOf(end, Phase.MailTransfer),
            metrics.EndsOf(end, Phase.ConnectionTermination));
        return new SessionSummary(
            metrics[ClientCounter.SessionsOpened],
            Ends(SessionEnd.Completed),
            Ends(SessionEnd.ServiceClosing),
            Ends(SessionEnd.Refused),
            Ends(SessionEnd.ConnectionLost),
            Ends(SessionEnd.TimedOut));
    }
}

/// <summary>Sessions by the phase they ended in (RFC 5321 sections 3.1, 3.3, 3.8).</summary>
public sealed record PhaseCounts(long ConnectionEstablishment, long MailTransfer, long ConnectionTermination)
{
    [System.Text.Json.Serialization.JsonIgnore]
    public long Total => ConnectionEstablishment + MailTransfer + ConnectionTermination;
}
