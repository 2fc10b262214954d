using System.Numerics;
using SmtpSim.Kernel;

namespace SmtpSim.Model;

/// <summary>
/// The mail queues of the clients of a partition: where messages are born, wait, rest and meet their fate. Each message is counted
/// exactly once as submitted and exactly once as delivered, bounced, expired, dropped, or queued at the end.
/// </summary>
internal sealed partial class MailQueue
{
    private readonly World _world;
    private readonly ClientHost[] _hosts;
    private readonly PartitionMap _map;
    private readonly int _partition;
    private readonly ClientMetrics[] _metrics;
    private readonly TimeWeighted[] _queued;
    private readonly DeferredMail _deferred;
    private readonly TraceRecorder? _trace;

    public MailQueue(World world, ClientHost[] hosts, PartitionMap map, int partition, EventRouter router, ClientMetrics[] metrics, TraceRecorder? trace)
    {
        _world = world;
        _hosts = hosts;
        _map = map;
        _partition = partition;
        _metrics = metrics;
        _trace = trace;
        _queued = new TimeWeighted[metrics.Length];
        Exemplars = [.. metrics.Select(_ => new ExemplarList())];
        Messages = new Slab<Message>();
        Destinations = new DestinationTable(hosts);
        _deferred = new DeferredMail(Messages, router, map, partition);
        if (world.Clients.Any(client => client.Restrains))
            _throttles = new Throttles(world, map, partition, hosts.Length);
        if (world.Clients.Any(client => client.Ordered))
            _order = new ReadyOrder(Messages);
        if (world.Clients.Any(client => client.ActiveLimit != 0))
            Active = new ActiveQueue(Messages, hosts.Length);
    }

    public Slab<Message> Messages { get; }

    public DestinationTable Destinations { get; }

    /// <summary>By client group: messages worth a look.</summary>
    public ExemplarList[] Exemplars { get; }

    /// <summary>Hears of every message's fate; null where no stream is closed.</summary>
    public ClosedTraffic? Closed { get; set; }

    /// <summary>A client submits a message; -1 when its queue is full and the message is dropped.</summary>
    public int Submit(int host, TrafficStream stream, uint arrival, long now)
    {
        ref var client = ref _hosts[host];
        var hostNumber = HostNumber(host);
        var ordinal = client.NextOrdinal++;
        var key = _world.MessageKey.Derive((ulong)hostNumber).Derive(ordinal);
        if (!stream.TryPrescribed(hostNumber, arrival, out var bytes, out var recipients))
        {
            bytes = stream.Size.Sample(key.Draw(0) ^ _world.Mirror);
            recipients = stream.Recipients.Sample(key.Draw(1) ^ _world.Mirror);
        }
        recipients = Math.Clamp(recipients, 1, 64);

        var metrics = _metrics[client.Group];
        metrics.Counters[(int)ClientCounter.MessagesSubmitted]++;
        metrics.Counters[(int)ClientCounter.RecipientsSubmitted] += recipients;
        metrics.Series.Add(now, (int)ClientSeries.Submitted, 1);
        var profile = _world.Clients[client.Group];
        if (client.Queued >= profile.QueueLimit)
        {
            metrics.Counters[(int)ClientCounter.MessagesDropped]++;
            metrics.Counters[(int)ClientCounter.RecipientsDropped] += recipients;
            Sending?.SubmittedInVain(hostNumber, recipients);
            Exemplars[client.Group].Offer(ClientCounter.MessagesDropped, hostNumber, new Message { Arrival = now, Ordinal = ordinal }, attempts: 0, now);
            _trace?.Dropped(now, hostNumber, ordinal, bytes, ToBe(stream, hostNumber, ordinal, key), (int)recipients);
            return -1;
        }
        client.Queued++;
        _queued[client.Group].Add(metrics.Series, (int)ClientSeries.QueueArea, now, 1);

        var domain = DomainOf(stream, key);
        var mailbox = Uniform.Below(key.Draw(3), stream.Mailboxes);
        var sender = Uniform.Below(key.Draw(4), profile.Senders);
        var number = Messages.Take();
        Messages[number] = new Message
        {
            Arrival = now,
            Pending = recipients == 64 ? ulong.MaxValue : (1UL << (int)recipients) - 1,
            Host = host,
            Domain = domain,
            Next = -1,
            Ordinal = ordinal,
            Bytes = (uint)Math.Min(bytes, uint.MaxValue),
            Address = mailbox | (sender << 20),
            Recipients = (byte)recipients,
            Flags = MessageFlags.Live,
        };
        if (Sending is not null)
            Follow(number, hostNumber, now);
        if (profile.Managed)
            BeginManaging(number, stream.Traffic.Priority);
        _trace?.Submitted(now, hostNumber, number, Messages[number]);
        return number;
    }

    private static int DomainOf(TrafficStream stream, RandomKey message) => stream.FirstDomain + (int)Uniform.Below(message.Draw(2), stream.DomainCount);

    /// <summary>Where a message that the queue has no room for would have gone.</summary>
    private static Provenance ToBe(TrafficStream stream, int client, uint ordinal, RandomKey message)
        => new() { Origin = client, Ordinal = ordinal, Domain = DomainOf(stream, message) };

    /// <summary>Appends to those that wait for a session to their destination.</summary>
    public void Wait(ref Destination destination, int number)
    {
        Messages[number].Next = -1;
        if (destination.FirstReady < 0)
            destination.FirstReady = number;
        else
            Messages[destination.LastReady].Next = number;
        destination.LastReady = number;
    }

    /// <summary>Takes the message that waits longest for a destination where one waits.</summary>
    public int TakeReady(ref Destination destination)
    {
        var number = destination.FirstReady;
        destination.FirstReady = Messages[number].Next;
        return number;
    }

    /// <summary>A session takes a message.</summary>
    public void BeginAttempt(int number, ref ClientSession session, long now)
    {
        ref var message = ref Messages[number];
        message.Attempts = (ushort)Math.Min(message.Attempts + 1, ushort.MaxValue);
        var metrics = _metrics[_hosts[message.Host].Group];
        metrics.Counters[(int)ClientCounter.Attempts]++;
        if (message.Attempts > 1)
            metrics.Counters[(int)ClientCounter.Retries]++;
        metrics.Series.Add(now, (int)ClientSeries.Attempts, 1);
        Resume(number, ref session);
        _trace?.AttemptBegins(now, session);
    }

    /// <summary>A session takes a message whose attempt has begun already.</summary>
    public void Resume(int number, ref ClientSession session)
    {
        ref var message = ref Messages[number];
        session.Message = number;
        session.Mail = new MailTransaction
        {
            Pending = message.Pending,
            Named = ulong.MaxValue,
            Arrival = message.Arrival,
            Ordinal = message.Ordinal,
            Bytes = message.Bytes,
            Address = message.Address,
            Attempts = message.Attempts,
            Flags = message.Flags,
        };
    }

    /// <summary>Recipients of the session's message are accepted by the server.</summary>
    public void Deliver(ref ClientSession session, ulong recipients)
    {
        session.Mail.Pending &= ~recipients;
        _metrics[session.Group].Counters[(int)ClientCounter.RecipientsDelivered] += BitOperations.PopCount(recipients);
        Sending?.Count(session.Message, EndToEndCounter.HandedOn, BitOperations.PopCount(recipients));
        _trace?.Delivered(HostNumber(session.Host), session, Messages[session.Message], recipients);
    }

    /// <summary>Recipients of the session's message are refused for good.</summary>
    public void Bounce(ref ClientSession session, ulong recipients)
    {
        session.Mail.Pending &= ~recipients;
        session.Mail.Flags |= MessageFlags.Bounced;
        _metrics[session.Group].Counters[(int)ClientCounter.RecipientsBounced] += BitOperations.PopCount(recipients);
        Sending?.Fails(session.Message, EndToEndCounter.Bounced, recipients, HostNumber(session.Host));
        _trace?.Bounced(HostNumber(session.Host), session, Messages[session.Message], recipients);
    }

    /// <summary>Books in the message what its session found out.</summary>
    public void Conclude(in ClientSession session)
    {
        ref var message = ref Messages[session.Message];
        message.Pending = session.Mail.Pending;
        message.Flags = session.Mail.Flags;
    }

    /// <summary>An attempt is over: the session gives up its message, which meets its fate or rests until the next attempt.</summary>
    public void EndAttempt(ref ClientSession session, long now)
    {
        if (_world.Clients[session.Group].Restrains)
            TellThrottles(session, now);
        _trace?.AttemptEnds(now, HostNumber(session.Host), session);
        if (session.Mail.Pending != 0)
        {
            Conclude(session);
            Defer(session.Message, session.Host, session.Group, Withheld.None, now);
        }
        else if ((session.Mail.Flags & MessageFlags.Bounced) != 0)
        {
            Settle(session.Message, session.Host, session.Group, session.Mail.Attempts, ClientCounter.MessagesBounced, ClientSeries.Bounced, now);
        }
        else
        {
            var metrics = _metrics[session.Group];
            metrics.Delay.Add(now - session.Mail.Arrival);
            metrics.Counters[(int)ClientCounter.BytesDelivered] += session.Mail.Bytes;
            Settle(session.Message, session.Host, session.Group, session.Mail.Attempts, ClientCounter.MessagesDelivered, ClientSeries.Delivered, now);
        }
        session.Message = -1;
    }

    /// <summary>A try left recipients for a later one, or was not made: the message rests, or is given up.</summary>
    private void Defer(int number, int local, int group, Withheld withheld, long now)
    {
        ref var message = ref Messages[number];
        var metrics = _metrics[group];
        var host = HostNumber(local);
        var profile = _world.Clients[group];
        var schedule = profile.Retry;
        var phase = schedule.QueueRun == 0 ? 0 : (long)Math.BigMul(_world.QueueRunKey.Derive((ulong)host).Draw(0) ^ _world.Mirror, (ulong)schedule.QueueRun, out _);
        var tries = profile.Managed ? TriesOf(number) : message.Attempts;
        var failed = new FailedAttempt(now, message.Arrival, tries, _world.RetryKey.Derive((ulong)host).Derive(message.Ordinal).Draw((ulong)tries) ^ _world.Mirror, phase);
        var due = schedule.NextDue(failed, ref message.RetryMemory);
        if (profile.Managed && IsPastDeadline(profile, message, due))
        {
            metrics.Counters[(int)ClientCounter.WithheldDeadline]++;
            GiveUp(number, local, group, withheld, Withheld.Deadline, now);
            return;
        }
        if (due == RetrySchedule.GiveUp)
        {
            _trace?.GivenUp(host, message, failed, schedule);
            GiveUp(number, local, group, withheld, Withheld.None, now);
            return;
        }
        if (withheld == Withheld.None)
        {
            metrics.Counters[(int)ClientCounter.Deferrals]++;
            metrics.Series.Add(now, (int)ClientSeries.Deferrals, 1);
            _trace?.Deferred(host, message, failed, due, schedule);
        }
        else
        {
            _trace?.Withheld(now, host, message, withheld, due);
        }
        message.Due = due;
        if (profile.ActiveLimit != 0)
            Active!.Leave(local);
        _deferred.Rest(number, now);
    }

    public void Wake(uint interval, long now) => _deferred.Wake(interval, now);

    /// <summary>Counts what is still queued and books the queues' areas up to <paramref name="end"/>.</summary>
    public void Close(long end)
    {
        for (var number = 0; number < Messages.HighWater; number++)
        {
            ref var message = ref Messages[number];
            if ((message.Flags & (MessageFlags.Live | MessageFlags.Lost)) != MessageFlags.Live)
                continue;
            var counters = _metrics[_hosts[message.Host].Group].Counters;
            counters[(int)ClientCounter.MessagesQueued]++;
            counters[(int)ClientCounter.RecipientsQueued] += BitOperations.PopCount(message.Pending);
            Sending?.Count(number, EndToEndCounter.Queued, BitOperations.PopCount(message.Pending));
            _trace?.Remains(end, HostNumber(message.Host), number, message);
        }
        for (var group = 0; group < _queued.Length; group++)
            _queued[group].Settle(_metrics[group].Series, (int)ClientSeries.QueueArea, end);
    }

    private void Settle(int number, int local, int group, int attempts, ClientCounter fate, ClientSeries series, long now)
    {
        var metrics = _metrics[group];
        metrics.Counters[(int)fate]++;
        metrics.Series.Add(now, (int)series, 1);
        metrics.AttemptsPerMessage.Add(attempts);
        Exemplars[group].Offer(fate, HostNumber(local), Messages[number], attempts, now);
        _trace?.Settled(now, HostNumber(local), number, Messages[number], fate);
        _hosts[local].Queued--;
        _queued[group].Add(metrics.Series, (int)ClientSeries.QueueArea, now, -1);
        Closed?.Settled(number, HostNumber(local), now);
        if (Sending is not null)
            Notify(number, fate, now);
        if (_world.Clients[group].ActiveLimit != 0)
            Active!.Leave(local);
        Messages.Free(number);
    }

    private int HostNumber(int local) => _map.HostOf(_partition, local);
}
