using SmtpSim.Kernel;
using SmtpSim.Protocol;

namespace SmtpSim.Model;

/// <summary>An event of a run as people read it: <c>451 4.7.1 from mx-1</c>, at postfix-3.</summary>
/// <param name="Time">When.</param>
/// <param name="Host">Where; the name of a group for what happens to all its hosts.</param>
/// <param name="What">What, from whom.</param>
public sealed record TrajectoryEvent(SimTime Time, string Host, string What)
{
    internal static TrajectoryEvent Of(World world, in SimEvent e)
    {
        var kind = (EventKind)e.Kind;
        var host = kind == EventKind.ClientCrash ? world.Scenario.Clients[e.Slot].Name : world.NameOf(e.Receiver);
        return new TrajectoryEvent(new SimTime(e.Time), host, Describe(world, kind, e));
    }

    private static string Describe(World world, EventKind kind, in SimEvent e)
    {
        var from = e.Sender == e.Receiver || kind == EventKind.ClientCrash ? "" : " from " + world.NameOf(e.Sender);
        return kind switch
        {
            EventKind.Open => $"connection asked for{from}, attempt {e.Tag} of its message {e.Argument + 1}",
            EventKind.Established => "connection established" + from,
            EventKind.Mail => $"MAIL{from}",
            EventKind.Rcpt => $"RCPT{from}, recipient {(e.Detail & GroupDetail.Recipient) + 1}",
            EventKind.Body => $"text{from} of its message {e.Argument + 1}",
            EventKind.Command => Verbs.TextOf((Verb)e.Detail) + from,
            EventKind.Close => "connection closed" + from,
            EventKind.Accepted => "connection accepted" + from,
            EventKind.Refused => "connection refused" + from,
            EventKind.Reply => $"reply {new Reply(e.Argument)}{from}",
            EventKind.Reset => "connection reset or closed" + from,
            EventKind.Arrival => "mail submitted",
            EventKind.Retry => "next attempt due",
            EventKind.ClientTimer => "time-out",
            EventKind.ServerTimer => "idle time-out",
            EventKind.Release => "session over",
            EventKind.OutageStart => "outage begins",
            EventKind.ClientHandshake or EventKind.ServerHandshake => "TLS handshake" + from,
            EventKind.WorkDone => "worker done",
            EventKind.Resolved => "lookup answered",
            EventKind.Announce => "origin of a message" + from,
            EventKind.HandOver => "accepted message to send on" + from,
            EventKind.Deposit => "accepted message for its mailboxes" + from,
            EventKind.Garbled => "garbled reply" + from,
            EventKind.ClientCrash => "crash",
            _ => kind.ToString(),
        };
    }
}
