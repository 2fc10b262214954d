using System.Runtime.CompilerServices;
using SmtpSim.Kernel;
using SmtpSim.Protocol;

namespace SmtpSim.Model;

/// <content>Sessions in their slots: opening and ending, what is sent, timers.</content>
internal sealed partial class ClientSide
{
    private void Open(ref Destination destination, int number, long now)
    {
        destination.Sessions++;
        if (_routes is null || !LooksUp(number, now))
            Connect(number, now);
    }

    private void Connect(int number, long now)
    {
        var slot = _sessions.Take();
        ref var session = ref _sessions[slot];
        ref var message = ref _mail.Messages[number];
        ref var host = ref _hosts[message.Host];
        var hostNumber = HostNumber(message.Host);
        var metrics = Metrics[host.Group];
        var (server, earlier) = (message.Domain, 0);
        if (_routes is not null)
            server = _routes.Next(hostNumber, host.Group, number, message, out earlier);
        session = new ClientSession
        {
            Start = now,
            TimerAt = session.TimerAt,
            Host = message.Host,
            Server = server,
            ServerSlot = -1,
            Message = -1,
            Generation = ++host.Generation,
            Group = host.Group,
            Link = LinkTo(host.Group, server),
            State = ClientState.Connecting,
            InUse = true,
            Domain = message.Domain,
        };
        if (earlier == 0)
            BeginOrResume(ref session, number, now);
        else
            Resume(ref session, number);
        session.Key = SessionKeys.Of(_world, hostNumber, message.Ordinal, message.Attempts, earlier);
        host.Sessions++;
        if (host.Sessions > metrics.PeakSessionsPerHost)
            metrics.PeakSessionsPerHost = host.Sessions;
        metrics.Counters[(int)ClientCounter.SessionsOpened]++;
        metrics.Series.Add(now, (int)ClientSeries.SessionsOpened, 1);
        _inFlight[host.Group].Add(metrics.Series, (int)ClientSeries.SessionArea, now, 1);
        Await(ref session, slot, now);
        _trace?.Connect(now, hostNumber, session, message);

        var step = session.Step++;
        ref var item = ref _router.Send(_links[session.Link].Arrival(now, session.Key.Draw(step) ^ _mirror, session.Deadline), session.Server);
        item.Sender = hostNumber;
        item.Sequence = SequenceOf(session, step);
        item.Kind = (byte)EventKind.Open;
        item.Detail = (byte)earlier;
        item.Slot = slot;
        item.Argument = message.Ordinal;
        item.Tag = message.Attempts;
    }

    private bool OnLost(in SimEvent e, SessionEnd end)
    {
        ref var session = ref _sessions[e.Slot];
        if (!IsFor(session, e))
            return false;
        _trace?.Lost(e.Time, e.Receiver, session, end);
        return IsLost(ref session, e, end);
    }

    private bool IsLost(ref ClientSession session, in SimEvent e, SessionEnd end)
    {
        var phase = ClientTable.PhaseOf(session.State);
        MarkUnacknowledged(ref session);
        session.State = ClientTable.Next(session.State, ClientTrigger.ConnectionLost);
        End(ref session, e.Slot, end, phase, e.Time);
        return true;
    }

    /// <summary>The connection ended while the reply to the final dot, or to the chunk, was awaited, or one before the chunk's in its group: the server may have the message (RFC 1047).</summary>
    private static void MarkUnacknowledged(ref ClientSession session)
    {
        if (session.State is ClientState.BodySent or ClientState.ChunkSent || (session.Ahead != 0 && session.Has(ServiceExtensions.Chunking) && !session.Mail.IsRefused))
            session.Mail.Flags |= MessageFlags.Unacknowledged;
    }

    private void End(ref ClientSession session, int slot, SessionEnd end, Phase phase, long now)
    {
        var metrics = Metrics[session.Group];
        metrics.SessionEnds[(int)end * ClientMetrics.Phases + (int)phase]++;
        metrics.SessionDuration.Add(now - session.Start);
        if (end != SessionEnd.Completed)
            metrics.Series.Add(now, (int)ClientSeries.SessionsFailed, 1);
        _inFlight[session.Group].Add(metrics.Series, (int)ClientSeries.SessionArea, now, -1);
        _trace?.Ended(now, HostNumber(session.Host), session, end, phase);
        _hosts[session.Host].Sessions--;
        var goesOn = _cache is not null && GoesOnAnew(ref session, slot);
        if (session.Message >= 0 && !goesOn)
            EndAttempt(ref session, now, hadTransaction: phase != Phase.ConnectionEstablishment);
        if (_cache is not null)
            Unkeep(slot, session.Host, session.Domain);
        session.InUse = false;
        var (host, domain, onward) = (session.Host, session.Domain, session.Onward - 1);
        _sessions.Free(slot);
        Leave(host, domain, onward, now);
    }

    /// <summary>A session or lookup of a client is over: the next message for the domain takes its place.</summary>
    /// <param name="host">The client, by its place in the partition.</param>
    /// <param name="domain">Number of the domain.</param>
    /// <param name="onward">The message whose attempt goes on; -1 for none.</param>
    /// <param name="now">Tick.</param>
    private void Leave(int host, int domain, int onward, long now)
    {
        ref var destination = ref _mail.Destinations.Get(host, domain);
        destination.Sessions--;
        if (onward >= 0)
            GoOnward(ref destination, onward, now);
        else if (_profiles[_hosts[host].Group] is { Managed: true } profile)
            FillSessions(profile, host, domain, now);
        else if (destination.FirstReady >= 0)
            Open(ref destination, _mail.TakeReady(ref destination), now);
        else
            _mail.Destinations.ReleaseIfIdle(host, domain);
    }

    /// <summary>Sends at <paramref name="departure"/>, and waits for the reply.</summary>
    private void Send(ref ClientSession session, int slot, EventKind kind, byte detail, uint argument, long departure)
    {
        var latency = session.Key.Draw(session.Step) ^ _mirror;
        Await(ref session, slot, departure); // after that nothing is sent again
        var arrival = _links[session.Link].Arrival(departure, latency, session.Deadline);
        if (_watched)
            arrival = Watch(session, slot, argument, departure, latency, arrival);
        Post(ref session, kind, detail, argument, arrival);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Post(ref ClientSession session, EventKind kind, byte detail, uint argument, long arrival)
    {
        var step = session.Step++;
        _router.Send(arrival, session.Server, HostNumber(session.Host), SequenceOf(session, step), kind, detail, SessionKeys.MarkOf(session.Key), session.ServerSlot, argument);
    }

    private void Abort(ref ClientSession session, long now)
        => Abort(HostNumber(session.Host), session.Server, session.ServerSlot, SequenceOf(session, session.Step++), SessionKeys.MarkOf(session.Key), session.Link, now);

    /// <summary>
    /// RST takes the floor of the link alone, so that it always comes before anything that a later session sends. Where the link is cut the server learns of it when the cut is
    /// over, as it would by the answer to whatever it sends.
    /// </summary>
    private void Abort(int client, int server, int serverSlot, uint sequence, ushort mark, byte link, long now)
    {
        ref var item = ref _router.Send(_links[link].EndOfCut(now) + _links[link].Floor, server);
        item.Sender = client;
        item.Sequence = sequence;
        item.Kind = (byte)EventKind.Close;
        item.Tag = mark;
        item.Slot = serverSlot;
    }

    /// <summary>The reply must come within the time-out of the state (RFC 5321 section 4.5.3.2).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Await(ref ClientSession session, int slot, long from)
    {
        session.Deadline = from + _profiles[session.Group].TimeoutOf[(int)session.State];
        if (session.TimerAt >= session.Deadline)
            SetTimer(ref session, slot, from);
    }

    private void PostTimer(ref ClientSession session, int slot)
    {
        session.TimerAt = session.Deadline;
        var host = HostNumber(session.Host);
        ref var item = ref _router.SendToSelf(session.Deadline, host);
        item.Sequence = TimerSequence(session);
        item.Kind = (byte)EventKind.ClientTimer;
        item.Slot = slot;
    }

    private static uint TimerSequence(in ClientSession session) => SelfSequence.Of(EventKind.ClientTimer, session.Generation);

    private static uint SequenceOf(in ClientSession session, uint step) => ((uint)session.Generation << 16) | (ushort)step;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool IsFor(in ClientSession session, in SimEvent e)
        => session.InUse && session.Generation == e.Sequence >> 16 && SessionKeys.MarkOf(session.Key) == e.Tag && HostNumber(session.Host) == e.Receiver;

    private byte LinkTo(int group, int server) => _world.LinkOf[group * _world.Servers.Length + _world.ServerGroupOf(server)];

    private int HostNumber(int local) => _map.HostOf(_partition, local);
}
