using System.Runtime.CompilerServices;
using SmtpSim.Kernel;
using SmtpSim.Protocol;

namespace SmtpSim.Model;

/// <content>Between the clients and their owner: what comes from outside becomes an event, what the clients send becomes a command.</content>
public sealed partial class ClientFleet
{
    private void Happen(in SimEvent e)
    {
        Now = e.Time;
        switch ((EventKind)e.Kind)
        {
            case EventKind.Arrival:
                Count(_clients.OnArrival(e));
                break;
            case EventKind.Retry:
                Count(_clients.OnRetry(e));
                break;
            case EventKind.Resolved:
                Count(_clients.OnResolved(e));
                break;
            case EventKind.WakeDeferred:
                _clients.OnWakeDeferred(e);
                break;
            case EventKind.ClientTimer:
                var session = new FleetSession(e.Slot, _stamps[e.Slot]);
                if (!_clients.OnTimer(e))
                    break;
                Count(changed: true);
                Add(new FleetCommand { Action = FleetAction.Close, Session = session });
                break;
            case EventKind.Open:
                Open(e);
                break;
            case EventKind.Established or EventKind.Close:
                // TCP does the one by itself; of the other's cause the session's end has told already.
                break;
            default:
                Send(e);
                break;
        }
    }

    private void Tell(FleetSession place, EventKind kind, uint argument)
    {
        ref var session = ref _clients.Sessions[place.Place];
        var e = new SimEvent
        {
            Time = Now,
            Receiver = session.Host,
            Sender = session.Server,
            Sequence = (uint)session.Generation << 16,
            Kind = (byte)kind,
            Tag = SessionKeys.MarkOf(session.Key),
            Slot = place.Place,
            Argument = argument,
        };
        var generation = session.Generation;
        Count(kind switch
        {
            EventKind.Accepted => _clients.OnAccepted(e),
            EventKind.Refused => _clients.OnRefused(e),
            EventKind.Reply => _clients.OnReply(e),
            EventKind.ServerHandshake => _clients.OnHandshake(e),
            _ => _clients.OnReset(e),
        });
        // The pool may have moved, and the place may have gone to another session.
        session = ref _clients.Sessions[place.Place];
        if (kind == EventKind.Reply && !(session.InUse && session.Generation == generation && session.Host == e.Receiver))
            Add(new FleetCommand { Action = FleetAction.Close, Session = place });
        Advance(Now);
    }

    private void Open(in SimEvent e)
    {
        while (e.Slot >= _stamps.Length)
        {
            Array.Resize(ref _stamps, _stamps.Length * 2);
            Array.Resize(ref _offers, _stamps.Length);
            Array.Resize(ref _limits, _stamps.Length);
            _clients.RealOffers = _offers;
            _clients.RealLimits = _limits;
        }

        Add(new FleetCommand
        {
            Action = FleetAction.Connect,
            Session = new FleetSession(e.Slot, ++_stamps[e.Slot]),
            Client = e.Sender,
            Server = e.Receiver,
        });
    }

    private void Send(in SimEvent e)
    {
        var place = e.Slot;
        ref var session = ref _clients.Sessions[place];
        if (!session.InUse || session.Generation != e.Sequence >> 16)
            return;
        Add(new FleetCommand
        {
            Action = (EventKind)e.Kind switch
            {
                EventKind.Body => (e.Detail & BodyDetail.Chunk) != 0 ? FleetAction.Chunk : FleetAction.Text,
                EventKind.ClientHandshake => FleetAction.Handshake,
                _ => FleetAction.Say,
            },
            Verb = (EventKind)e.Kind switch
            {
                EventKind.Mail => Verb.Mail,
                EventKind.Rcpt => Verb.Rcpt,
                EventKind.Command => VerbOf((Verb)e.Detail, e.Receiver),
                _ => Verb.Unknown,
            },
            // In a group the session has not come to the recipient yet.
            Recipient = (EventKind)e.Kind == EventKind.Rcpt ? (byte)(e.Detail & GroupDetail.Recipient) : (byte)0,
            Session = new FleetSession(place, _stamps[place]),
            Client = e.Sender,
            Server = e.Receiver,
            Domain = session.Domain,
            Number = session.Mail.Ordinal + 1,
            Bytes = session.Mail.Bytes,
            Submitted = session.Mail.Arrival,
            Address = session.Mail.Address,
        });
    }

    /// <summary>To a server of LMTP a client says LHLO (RFC 2033 section 4.1).</summary>
    private Verb VerbOf(Verb verb, int server) => verb == Verb.Ehlo && _world.Servers[_world.ServerGroupOf(server)].Lmtp ? Verb.Lhlo : verb;

    private void Add(in FleetCommand command)
    {
        if (_commandCount == _commands.Length)
            Array.Resize(ref _commands, _commands.Length * 2);
        _commands[_commandCount++] = command;
    }

    private void Count(bool changed)
    {
        if (!changed)
            return;
        _events++;
        _lastEffective = Now;
    }
}
