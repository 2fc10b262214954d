using SmtpSim.Kernel;
using SmtpSim.Protocol;

namespace SmtpSim.Model;

/// <content>Clients that crash and restart by schedule.</content>
internal sealed partial class ClientSide
{
    /// <summary>Above the numbers of intervals, which the partition's other events have.</summary>
    private const uint CrashSequence = 0xF000_0000;

    /// <summary>One event for all clients of a group in the partition: none of them has anything to do with another.</summary>
    private void PostCrashes()
    {
        var posted = 0U;
        foreach (var profile in _profiles)
        {
            for (var i = 0; i < profile.Group.Crashes.Count; i++)
            {
                ref var item = ref _router.SendToSelf(profile.Group.Crashes[i].Start.Ticks, host: -1);
                item.Sequence = CrashSequence + posted++;
                item.Kind = (byte)EventKind.ClientCrash;
                item.Slot = profile.Index;
                item.Argument = (uint)i;
            }
        }
    }

    public bool OnCrash(in SimEvent e)
    {
        for (var slot = 0; slot < _sessions.HighWater; slot++)
        {
            ref var session = ref _sessions[slot];
            if (session.InUse && session.Group == e.Slot)
                Break(ref session, slot, e.Time);
        }
        if (_profiles[e.Slot].Group.Crashes[(int)e.Argument].LosesQueue)
            _mail.LoseQueues(e.Slot, e.Time);
        return false;
    }

    private void Break(ref ClientSession session, int slot, long now)
    {
        _trace?.Lost(now, HostNumber(session.Host), session, SessionEnd.ConnectionLost);
        var phase = ClientTable.PhaseOf(session.State);
        if (session.ServerSlot >= 0)
            Abort(ref session, now);
        MarkUnacknowledged(ref session);
        session.State = ClientTable.Next(session.State, ClientTrigger.ConnectionLost);
        End(ref session, slot, SessionEnd.ConnectionLost, phase, now);
    }

    /// <summary>The attempt goes on at the domain's next host; where the client is down it is over.</summary>
    private void GoOnward(ref Destination destination, int number, long now)
    {
        ref var message = ref _mail.Messages[number];
        var profile = _profiles[_hosts[message.Host].Group];
        if (!profile.Managed || profile.UpAgain(now) == 0)
        {
            Open(ref destination, number, now);
            return;
        }
        var session = new ClientSession { Host = message.Host, Group = (ushort)profile.Index, Domain = message.Domain, Server = message.Domain };
        _cache?.TryResume(number, message.Host, message.Ordinal);
        _mail.Resume(number, ref session);
        _routes?.Forget(number);
        _mail.EndAttempt(ref session, now);
        FillSessions(profile, session.Host, session.Domain, now);
    }

    /// <summary>Where the client is down the message rests until the restart.</summary>
    private bool Postpones(ClientProfile profile, int number, long now)
    {
        if (profile.UpAgain(now) is var restart and > 0)
        {
            _mail.Postpone(number, restart, now);
            return true;
        }
        return false;
    }
}
