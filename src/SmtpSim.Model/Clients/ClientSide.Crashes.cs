using SmtpSim.Kernel;
using SmtpSim.Protocol;

namespace SmtpSim.Model;

/// <content>Clients that crash and restart: by schedule, and the sending half of a relay whenever the relay is out.</content>
internal sealed partial class ClientSide
{
    /// <summary>Above the numbers of intervals, which the partition's other events have.</summary>
    private const uint CrashSequence = 0xF000_0000;

    /// <summary>Of a relay's host: it goes down, and then loses what was not on disk.</summary>
    private const uint Down = 0, Loss = 1;

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
        for (var host = 0; host < _hosts.Length; host++)
            if (_profiles[_hosts[host].Group].Downtime is { } downtime)
                PostDown(downtime, host, from: 0);
    }

    private void PostDown(RelayDowntime downtime, int host, int from)
    {
        if (downtime.Next(HostNumber(host), from) is var index and >= 0)
            PostOfRelay(host, downtime[HostNumber(host), index].Start, index, Down);
    }

    /// <summary>Before all else that the host does at the tick.</summary>
    private void PostOfRelay(int host, long time, int outage, uint what)
    {
        ref var item = ref _router.SendToSelf(time, HostNumber(host));
        item.Sender = -1;
        item.Sequence = CrashSequence + what;
        item.Kind = (byte)EventKind.ClientCrash;
        item.Slot = outage;
        item.Argument = what;
    }

    public bool OnCrash(in SimEvent e)
    {
        if (e.Receiver >= 0)
        {
            OnRelayDown(e, _map.LocalOf(e.Receiver));
            return false;
        }
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

    /// <summary>
    /// A relay goes down. What its receiving half accepted shortly before and is still queued is lost when the last of it has come over to this half,
    /// which sends nothing meanwhile.
    /// </summary>
    private void OnRelayDown(in SimEvent e, int host)
    {
        var downtime = _profiles[_hosts[host].Group].Downtime!;
        var outage = downtime[e.Receiver, e.Slot];
        var handOver = _world.Relays!.HandOver;
        if (e.Argument == Loss)
        {
            _mail.LoseLatest(host, outage.Start - outage.Loses + handOver, e.Time);
            return;
        }
        for (var slot = 0; slot < _sessions.HighWater; slot++)
        {
            ref var session = ref _sessions[slot];
            if (session.InUse && session.Host == host)
                Break(ref session, slot, e.Time);
        }
        PostDown(downtime, host, e.Slot + 1);
        if (outage.Loses > 0)
            PostOfRelay(host, Math.Min(outage.Start + handOver, outage.End - 1), e.Slot, Loss);
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
        if (!profile.Managed || profile.UpAgain(HostNumber(message.Host), now) == 0)
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
        if (profile.UpAgain(HostNumber(_mail.Messages[number].Host), now) is var restart and > 0)
        {
            _mail.Postpone(number, restart, now);
            return true;
        }
        return false;
    }
}
