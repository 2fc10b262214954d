using System.Runtime.CompilerServices;
using SmtpSim.Kernel;
using SmtpSim.Protocol;

namespace SmtpSim.Model;

/// <content>Sessions in their slots: who an event is for, what is sent, timers, the end.</content>
internal sealed partial class ServerSide
{
    /// <summary>Ends a session and frees its slot. What the client has not shown to know of by now it may never learn.</summary>
    private void Release(ref ServerSession session, int slot, long now)
    {
        _receiving?.End(session, slot, HostNumber(session.Host), session.Has(ServerSessionFlags.Unconfirmed));
        if (session.Has(ServerSessionFlags.Unconfirmed))
            _ledger.Remember(session.Host, session.Client, session.Ordinal, session.Accepted);
        SettleTaken(ref session, slot, now);
        session.Flags = ServerSessionFlags.None;
        _sessions.Free(slot);
        if (_backlogs.Length > 0 && _backlogs[session.Host] is not null)
            TakeFromBacklog(session.Host, now);
    }

    /// <summary>The session is none of the program's any more.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void SettleTaken(ref ServerSession session, int slot, long now)
    {
        ref var host = ref _hosts[session.Host];
        if (!session.Has(ServerSessionFlags.Taken) || session.Epoch != host.Epoch)
            return;
        if (_profiles[session.Group].Policies is not null)
            Forget(session, slot);
        host.Sessions--;
        _inFlight[host.Group].Add(Metrics[host.Group].Series, (int)ServerSeries.SessionArea, now, -1);
    }

    /// <summary>The connection is gone, for the client too, from a tick to come on.</summary>
    private void ReleaseLater(ref ServerSession session, int slot, long time)
    {
        session.State = ServerTable.Next(session.State, ServerTrigger.ConnectionLost);
        session.Deadline = long.MaxValue;
        PostRelease(session, slot, time);
    }

    /// <summary>Ends a session in which no reply can be given: the client hears of it by TCP alone.</summary>
    private void Cut(ref ServerSession session, int slot, long now)
    {
        Send(ref session, EventKind.Reset, 0, now);
        Release(ref session, slot, now);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private long Send(ref ServerSession session, EventKind kind, uint argument, long departure)
        => Send(ref session, kind, argument, departure, session.Key.Draw(SessionKeys.ServerLatency(session.Step)) ^ _mirror);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private long Send(ref ServerSession session, EventKind kind, uint argument, long departure, ulong latency)
    {
        var step = session.Step++;
        ref readonly var link = ref _back[session.Link];
        var arrival = link.Arrival(departure, latency);
        if (_ordered && kind != EventKind.Refused)
            arrival = InOrder(_sessions.SlotOf(ref session), kind, arrival);
        var sequence = ((uint)session.Generation << 16) | (ushort)step;
        _router.Send(arrival, session.Client, HostNumber(session.Host), sequence, kind, 0, SessionKeys.MarkOf(session.Key), session.ClientSlot, argument);
        return arrival;
    }

    private void PostTimer(ref ServerSession session, int slot)
    {
        session.TimerAt = session.Deadline;
        PostToSelf(EventKind.ServerTimer, session.Deadline, HostNumber(session.Host), TimerNumber(session), slot);
    }

    private void PostRelease(in ServerSession session, int slot, long time)
        => PostToSelf(EventKind.Release, time, HostNumber(session.Host), TimerNumber(session), slot, SessionKeys.MarkOf(session.Key));

    private void PostToSelf(EventKind kind, long time, int host, uint number, int slot, ushort mark = 0, uint argument = 0)
    {
        ref var item = ref _router.SendToSelf(time, host);
        item.Sequence = SelfSequence.Of(kind, number);
        item.Kind = (byte)kind;
        item.Tag = mark;
        item.Slot = slot;
        item.Argument = argument;
    }

    /// <summary>A number for a session among those of its server: client and generation, folded. Sessions that share it at one tick are alike.</summary>
    private static uint TimerNumber(in ServerSession session) => ((uint)session.Client << 12) ^ session.Generation;

    private static uint TimerSequence(in ServerSession session) => SelfSequence.Of(EventKind.ServerTimer, TimerNumber(session));

    /// <summary>Whether a release is meant for the session that stands in its slot now, and not for an earlier one.</summary>
    private static bool IsReleaseOf(in ServerSession session, in SimEvent e)
        => session.Has(ServerSessionFlags.InUse) && session.State == ServerState.Closed
            && e.Sequence == SelfSequence.Of(EventKind.Release, TimerNumber(session)) && e.Tag == SessionKeys.MarkOf(session.Key);

    private ServerProfile ProfileOf(in ServerSession session) => _profiles[session.Group];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsFrom(in ServerSession session, in SimEvent e)
        => session.Has(ServerSessionFlags.InUse) && session.Generation == e.Sequence >> 16 && SessionKeys.MarkOf(session.Key) == e.Tag && session.Client == e.Sender;

    private int LocalOf(int host) => _map.LocalOf(host) - _firstLocal;

    private int HostNumber(int local) => _map.HostOf(_partition, local + _firstLocal);
}
