using System.Runtime.CompilerServices;
using SmtpSim.Kernel;
using SmtpSim.Protocol;

namespace SmtpSim.Model;

/// <content>
/// Domains with several hosts (RFC 5321 section 5.1): an attempt that fails at one host goes on at the next. Only sessions whose host is not their
/// domain's own come here.
/// </content>
internal sealed partial class ClientSide
{
    private readonly DeliveryRoutes? _routes;

    /// <summary>The session's part in the attempt is over. False when the attempt goes on at another host as soon as this session has ended.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool EndAttempt(ref ClientSession session, long now, bool hadTransaction = true)
    {
        if (session.Domain != session.Server && GoesOnElsewhere(ref session, hadTransaction))
            return false;
        _mail.EndAttempt(ref session, now);
        return true;
    }

    /// <summary>The answers to a message's lookup are there.</summary>
    public bool OnResolved(in SimEvent e)
    {
        var number = e.Slot;
        ref var message = ref _mail.Messages[number];
        var lookup = _routes!.FoundFor(number);
        _trace?.LookedUp(e.Time, e.Receiver, message, lookup);
        var (client, domain) = (message.Host, message.Domain);
        if (_profiles[_hosts[client].Group] is { Managed: true } profile && LeavesActive(profile, number, e.Time))
        {
            Leave(client, domain, onward: -1, e.Time);
            return true;
        }
        if (lookup.Result == LookupResult.Found)
        {
            Connect(number, e.Time);
            return true;
        }
        // An attempt without a session: this one lasts no time and is never seen by anybody.
        var session = new ClientSession { Host = message.Host, Group = _hosts[message.Host].Group, Domain = message.Domain, Server = message.Domain };
        var metrics = Metrics[session.Group];
        BeginOrResume(ref session, number, e.Time);
        if (lookup.IsPermanent)
            _mail.Bounce(ref session, session.Mail.Pending);
        metrics.Counters[(int)(lookup.IsPermanent ? ClientCounter.MessagesUnroutable : ClientCounter.AttemptsUnresolved)]++;
        _routes.Forget(number);
        _mail.EndAttempt(ref session, e.Time);
        Leave(session.Host, session.Domain, onward: -1, e.Time);
        return true;
    }

    /// <summary>Looks up the message's domain, if it must be; false when it may connect at once.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool LooksUp(int number, long now)
    {
        ref var message = ref _mail.Messages[number];
        var group = _hosts[message.Host].Group;
        if (!_routes!.LooksUp(number, group, message.Domain))
            return false;
        var host = HostNumber(message.Host);
        var lookup = _routes.LookUp(host, number, message, now, Metrics[group]);
        if (lookup.Result == LookupResult.Found && lookup.Ready == now)
        {
            _trace?.LookedUp(now, host, message, lookup);
            return false;
        }
        // A failure that is known at once is an event too: the messages that wait behind this one must not pile up as calls.
        ref var item = ref _router.SendToSelf(lookup.Ready, host);
        item.Sequence = SelfSequence.Of(EventKind.Resolved, message.Ordinal);
        item.Kind = (byte)EventKind.Resolved;
        item.Slot = number;
        return true;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool GoesOnElsewhere(ref ClientSession session, bool hadTransaction)
    {
        _mail.Conclude(session);
        if (!_routes!.GoesOn(session, HostNumber(session.Host), _mail.Messages[session.Message], hadTransaction))
            return false;
        _trace?.GoesElsewhere(session);
        session.Onward = session.Message + 1;
        session.Message = -1;
        return true;
    }
}
