using System.Numerics;
using System.Runtime.CompilerServices;
using SmtpSim.Kernel;
using SmtpSim.Protocol;

namespace SmtpSim.Model;

/// <content>How a reply leaves: when its work is done, what it counts, and what it leaves behind.</content>
internal sealed partial class ServerSide
{
    private void Greet(ref ServerSession session, int slot, ServerProfile profile, Reply greeting, long now)
    {
        var loses = false;
        if (greeting.IsPositiveCompletion && StrikesFault(ref session, slot, profile, SessionStep.Greeting, null, now, out loses))
            return;
        if (!TryDepart(ref session, slot, profile, SessionStep.Greeting, now, out var departure))
            return;
        session.State = ServerTable.Next(session.State, ServerDialogue.OutcomeOfGreeting(greeting));
        Reply(ref session, slot, profile, greeting, departure, now, loses);
    }

    /// <summary>Answers a command: the reply leaves when the work is done.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Answer(ref ServerSession session, int slot, ServerProfile profile, SessionStep step, Verb verb, Reply reply, long now, bool loses = false)
    {
        if (!TryDepart(ref session, slot, profile, step, now, out var departure))
            return;
        session.State = ServerTable.After(session.State, verb, reply);
        Reply(ref session, slot, profile, reply, departure, now, loses);
    }

    /// <summary>Answers a command that is out of order or unknown.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool Refuse(ref ServerSession session, int slot, ServerProfile profile, SessionStep step, Verb verb, Reply refusal, long now)
    {
        _trace?.Ruled(session, profile, ServerRule.OutOfOrder);
        Answer(ref session, slot, profile, step, verb, refusal, now);
        return true;
    }

    /// <summary>Has a worker do the step's work.</summary>
    /// <returns>False when an outage comes before the work is done: then there is no reply, and the work has no effect.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryDepart(ref ServerSession session, int slot, ServerProfile profile, SessionStep step, long now, out long departure)
    {
        departure = ReadyAt(slot, now);
        return !profile.TakesTime(step) || TryDepartLater(ref session, slot, profile, step, now, ref departure);
    }

    private bool TryDepartLater(ref ServerSession session, int slot, ServerProfile profile, SessionStep step, long now, ref long departure)
    {
        var delay = _delay;
        _delay = 0;
        // What is refused at the door takes no work.
        if (!profile.TakesWork(step) || (profile.Work is not null && !IsInWork(slot)))
            return TryDepartIdle(ref session, slot, profile, now, ref departure, delay);
        var service = profile.Service[(int)step].Sample(session.Key.Draw(SessionKeys.ServerService(session.Step)) ^ _mirror);
        if (profile.Pace is { } pace)
            service = pace.Of(service, profile.Work is null ? 0 : _queues[session.Host]!.Count, profile.SinceBreak(HostNumber(session.Host), now), now);
        // A command of a group is not waiting for a worker while the one before it is worked on: nobody has read it yet.
        var ready = departure;
        var start = profile.Workers > 0 && profile.Work is null ? StartOfWork(session, slot, profile, now, ready, service) : ready;
        start = Math.Max(start, ready); // a reply that was held back holds back those after it in its group
        departure = start + service;
        if (profile.Work is not null)
            BeginWork(ref ready, departure);
        if (_group.Has(slot, now))
            _group.Done = departure;
        _trace?.Works(session, profile, ready, start, departure);
        var outage = profile.DropsSessions ? profile.NextBreak(HostNumber(session.Host), now, departure) : null;
        if (profile.Workers > 0)
            BookWork(profile, ready, start, departure, outage);
        if (outage is { } end)
            return Break(ref session, slot, profile, end);
        return delay == 0 || TryDepartIdle(ref session, slot, profile, now, ref departure, delay);
    }

    /// <summary>A reply is held back: no worker is busy meanwhile.</summary>
    private bool TryDepartIdle(ref ServerSession session, int slot, ServerProfile profile, long now, ref long departure, long delay)
    {
        departure += delay;
        if (_group.Has(slot, now))
            _group.Done = departure;
        return !profile.DropsSessions || profile.NextBreak(HostNumber(session.Host), now, departure) is not { } outage || Break(ref session, slot, profile, outage);
    }

    /// <summary>An outage comes before the reply leaves.</summary>
    private bool Break(ref ServerSession session, int slot, ServerProfile profile, Outage end)
    {
        _twist = null;
        _trace?.Outage(session, profile, end.Start, breaks: true);
        Deafen(ref session, slot, profile, end.Start);
        if (end.Kind == OutageKind.Refuse)
        {
            Send(ref session, EventKind.Reset, 0, end.Start);
            ReleaseLater(ref session, slot, end.Start);
        }
        return false;
    }

    private long StartOfWork(in ServerSession session, int slot, ServerProfile profile, long now, long ready, long service)
    {
        var first = _hosts[session.Host].FirstWorker;
        if (!_group.Has(slot, now))
            return _workers.Assign(first, profile.Workers, ready, service, out _);
        return _group.Worker >= 0
            ? _workers.Extend(first, profile.Workers, service, ref _group.Worker)
            : _workers.Assign(first, profile.Workers, ready, service, out _group.Worker);
    }

    /// <summary>When the server can turn to a command that came now: at once, or when the commands before it in its group are done.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private long ReadyAt(int slot, long now) => _group.Has(slot, now) ? _group.Done : now;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ulong LatencyOf(in ServerSession session, int slot, long now)
        => _group.Has(slot, now) ? _group.Latency : session.Key.Draw(SessionKeys.ServerLatency(session.Step)) ^ _mirror;

    /// <summary>Books waiting and work up to the end of the run or the outage that cuts it off; what is cut off is no observation.</summary>
    private void BookWork(ServerProfile profile, long arrival, long start, long departure, Outage? outage)
    {
        var metrics = Metrics[profile.Index];
        if (outage is null)
        {
            metrics.Wait.Add(start - arrival);
            metrics.Sojourn.Add(departure - arrival);
        }
        var end = Math.Min(outage?.Start ?? long.MaxValue, _world.End);
        metrics.Counters[(int)ServerCounter.BusyTicks] += Math.Max(0, Math.Min(departure, end) - start);
        metrics.Series.AddArea(start, Math.Min(departure, end), (int)ServerSeries.BusyArea, 1);
        metrics.Series.AddArea(arrival, Math.Min(start, end), (int)ServerSeries.WaitingArea, 1);
    }

    /// <summary>Sends a reply that leaves at <paramref name="departure"/>; where the state is closed by then, the session ends with it.</summary>
    /// <param name="lost">The client will not hear of it, nor of anything after it.</param>
    private void Reply(ref ServerSession session, int slot, ServerProfile profile, Reply reply, long departure, long now, bool lost = false)
    {
        CountReply(Metrics[profile.Index], lost ? Said(reply) : reply, departure, now);
        long arrival;
        if (lost)
        {
            arrival = Lose(ref session, slot, reply, departure, now);
        }
        else
        {
            var latency = LatencyOf(session, slot, now);
            _trace?.Answers(session, reply, departure, latency);
            arrival = Send(ref session, EventKind.Reply, reply.Bits, departure, latency);
        }
        if (session.State == ServerState.Closed)
        {
            EndWith(ref session, slot, departure, now);
            return;
        }
        // While text arrives the client is not silent: the time it takes to send it is not counted. And TCP keeps the order: the 421
        // of a client that is silent because this reply is still on its way must not overtake it.
        var transfer = session.State == ServerState.ReceivingData || (profile.OffersChunking && session.State == ServerState.RecipientGiven)
            ? _links[session.Link].Transfer(session.Bytes)
            : 0;
        session.Deadline = Math.Max(arrival < Link.Never ? arrival : departure, departure + transfer + profile.IdleTimeout);
        if (session.TimerAt >= session.Deadline)
            PostTimer(ref session, slot);
    }

    /// <summary>The reply as the server says it where a fault may have it say another.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private Reply Said(Reply reply) => _twist is { Kind: FaultKind.WrongCode } wrong ? wrong.Reply : reply;

    /// <summary>A reply that the client will not get as it is, if at all.</summary>
    /// <returns>The tick at which the client hears something; <paramref name="departure"/> where it never does.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)] // its variables would cost every reply that is not lost
    private long Lose(ref ServerSession session, int slot, Reply reply, long departure, long now)
    {
        if (_twist is { } twist)
        {
            _twist = null;
            return SendTwisted(ref session, slot, reply, twist, departure, now);
        }
        session.Flags |= ServerSessionFlags.Deaf;
        _receiving?.LosesReply(slot);
        _trace?.Loses(session, reply, departure);
        return departure;
    }

    /// <summary>The session ends with the reply that leaves at <paramref name="departure"/>.</summary>
    private void EndWith(ref ServerSession session, int slot, long departure, long now)
    {
        session.Deadline = long.MaxValue;
        if (departure == now)
            Release(ref session, slot, now);
        else
            PostRelease(session, slot, departure);
    }

    /// <summary>Counts a reply when it leaves, provided that the run does not end before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void CountReply(ServerMetrics metrics, Reply reply, long departure, long now)
    {
        if (departure >= _end)
            return;
        metrics.Replies[reply.Code - ReplyCounts.First]++;
        var series = reply.IsTransientNegative ? ServerSeries.TransientReplies : reply.IsPermanentNegative ? ServerSeries.PermanentReplies : ServerSeries.PositiveReplies;
        AddToSeries(metrics, series, departure, now);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddToSeries(ServerMetrics metrics, ServerSeries field, long departure, long now)
    {
        if (departure == now)
            metrics.Series.Add(now, (int)field, 1);
        else
            metrics.Series.AddAhead(departure, (int)field, 1);
    }

    /// <summary>A transaction ended well: copies are counted, and those that a recipient had already as duplicates.</summary>
    private void Accept(ref ServerSession session, in SimEvent e, ServerMetrics metrics, long departure)
    {
        // What is done only after the end is no copy, nor may another be counted as its duplicate.
        if (departure >= _end)
            return;
        session.Ordinal = e.Argument;
        session.Flags |= ServerSessionFlags.Unconfirmed;
        _trace?.Accepts(session);
        var copies = BitOperations.PopCount(session.Accepted);
        metrics.Counters[(int)ServerCounter.MessagesAccepted]++;
        metrics.Counters[(int)ServerCounter.RecipientCopies] += copies;
        metrics.Counters[(int)ServerCounter.BytesAccepted] += session.Bytes;
        AddToSeries(metrics, ServerSeries.MessagesAccepted, departure, e.Time);
        _receiving?.Accept(session, e.Slot, e.Receiver, departure);
        var profile = ProfileOf(session);
        if (profile.Policies is { KnowsMailboxes: true } policies)
            Deliver(session, e.Slot, profile, policies, e.Time);
        if (profile.KeepsMail > 0 && (_receiving is null || !_receiving.Relays(e.Slot, e.Receiver)))
            _accepted.Add(session.Host, departure, copies, profile.KeepsMail);
        if (e.Detail == 0 && !_worksInVain && !profile.Twists)
            return;
        var duplicates = _ledger.CountDuplicates(session.Host, session.Client, session.Ordinal, session.Accepted);
        // Where commands wait, an earlier copy may be accepted after this one; where codes are wrong, a client may try again though it was accepted.
        if (profile.Work is not null || profile.Twists)
            _ledger.Remember(session.Host, session.Client, session.Ordinal, session.Accepted);
        if (duplicates == 0)
            return;
        _trace?.Ruled(session, profile, ServerRule.SecondCopy);
        metrics.Counters[(int)ServerCounter.MessagesDuplicated]++;
        metrics.Counters[(int)ServerCounter.RecipientDuplicates] += duplicates;
        AddToSeries(metrics, ServerSeries.MessagesDuplicated, departure, e.Time);
    }

    /// <summary>Books what the recipient policy decided by a rule.</summary>
    private void Ruled(in ServerSession session, ServerProfile profile, ServerRule rule)
    {
        _trace?.Ruled(session, profile, rule);
        if (RecipientPolicy.CounterOf(rule) is { } counter)
            Metrics[profile.Index].Counters[(int)counter]++;
    }

    private Reply TooLarge(in ServerSession session, ServerProfile profile)
    {
        Metrics[profile.Index].Counters[(int)ServerCounter.MessagesTooLarge]++;
        _trace?.Ruled(session, profile, ServerRule.MessageTooLarge);
        return profile.TooLarge;
    }
}
