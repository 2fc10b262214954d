using SmtpSim.Kernel;
using SmtpSim.Protocol;

namespace SmtpSim.Model;

/// <content>
/// Connection caching (Postfix's CONNECTION_CACHE_README): where a session would end for want of a message it stays open for a time. The
/// next message begins with RSET, which tells whether the session still stands. If it does not, that is no failure: the attempt goes on over
/// a new connection, as Postfix's does (smtp_reuse.c).
/// </content>
internal sealed partial class ClientSide
{
    /// <summary>Null where no group keeps sessions.</summary>
    private readonly ConnectionCache? _cache;

    /// <summary>Instead of QUIT, when the session may have another message. While it is kept it does not count as one of the destination's.</summary>
    private bool Keeps(ref ClientSession session, int slot, long now)
    {
        var profile = _profiles[session.Group];
        if (profile.CacheFor == 0 || session.Message >= 0 || session.Onward != 0 || session.Transactions >= profile.MessagesPerSession || HadEnough(session))
            return false;
        var (host, domain) = (session.Host, session.Domain);
        _cache!.Add(slot, host, domain);
        session.Deadline = now + profile.CacheFor;
        if (session.TimerAt >= session.Deadline)
            PostTimer(ref session, slot);
        Leave(host, domain, onward: -1, now);
        return true;
    }

    /// <summary>A kept session takes the message; false when there is none.</summary>
    private bool TakesKept(ref Destination destination, int number, long now)
    {
        ref var message = ref _mail.Messages[number];
        if (_cache is null || !_cache.TryTake(message.Host, message.Domain, out var slot))
            return false;
        destination.Sessions++;
        ref var session = ref _sessions[slot];
        Take(ref session, number, now);
        if (session.Domain != session.Server)
            _routes!.Join(session, HostNumber(session.Host), message, now, Metrics[session.Group]);
        _trace?.GoesOn(HostNumber(session.Host), session, message);
        // QUIT was decided and not sent, so the session stands where an abandoned transaction does.
        session.State = ClientTable.Next(ClientState.RcptSent, ClientTrigger.AbandonTransaction);
        SendNext(ref session, slot, now);
        _cache.Probe(slot, session.Step);
        return true;
    }

    /// <summary>Whether the session that ended was a kept one whose RSET had no answer, or a bad one: then its message's attempt goes on over another connection.</summary>
    private bool GoesOnAnew(ref ClientSession session, int slot)
    {
        if (!_cache!.EndsProbe(slot, session.Step) || session.Message < 0)
            return false;
        _mail.Conclude(session);
        if (session.Domain != session.Server)
            _routes!.Forget(session.Message);
        _cache.HasBegun(session.Message, session.Host, session.Mail.Ordinal);
        session.Onward = session.Message + 1;
        session.Message = -1;
        return true;
    }

    /// <summary>The message's attempt begins with this session, unless a kept one was tried before it.</summary>
    private void BeginOrResume(ref ClientSession session, int number, long now)
    {
        if (_cache is not null && _cache.TryResume(number, session.Host, _mail.Messages[number].Ordinal))
            Resume(ref session, number);
        else
            Take(ref session, number, now);
    }

    /// <summary>A session that ends counts as one of its destination's, kept or not.</summary>
    private bool Unkeep(int slot, int host, int domain)
    {
        if (!_cache!.Remove(slot, host, domain))
            return false;
        _mail.Destinations.Get(host, domain).Sessions++;
        return true;
    }

    /// <summary>No message came in time: now the session says QUIT.</summary>
    private bool LeavesKept(ref ClientSession session, int slot, long now)
    {
        if (!Unkeep(slot, session.Host, session.Domain))
            return false;
        Send(ref session, slot, EventKind.Command, (byte)Verb.Quit, 0, now);
        return true;
    }
}
