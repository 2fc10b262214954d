using System.Numerics;
using SmtpSim.Kernel;

namespace SmtpSim.Model;

/// <content>Messages that no stream of traffic brings: relayed mail, notifications, what lists send.</content>
internal sealed partial class MailQueue
{
    /// <summary>What is known of messages beyond the next hop; null in a scenario that does not follow them.</summary>
    public SendingHalf? Sending { get; init; }

    /// <summary>A message of another host, or one that the client makes itself; -1 when the queue is full and it is dropped.</summary>
    /// <param name="host">The client, by its place in the partition.</param>
    /// <param name="mail">The message.</param>
    /// <param name="originates">The client makes it: it gets its ordinal here.</param>
    /// <param name="recipients">A bit each, by their position in the message.</param>
    /// <param name="address">As <see cref="Message.Address"/>.</param>
    /// <param name="bytes">Its size.</param>
    /// <param name="now">Tick it comes.</param>
    public int Inject(int host, Provenance mail, bool originates, ulong recipients, uint address, uint bytes, long now)
    {
        ref var client = ref _hosts[host];
        var hostNumber = HostNumber(host);
        var ordinal = client.NextOrdinal++;
        var count = BitOperations.PopCount(recipients);
        var metrics = _metrics[client.Group];
        if (originates)
        {
            mail.Ordinal = ordinal;
            Sending!.Submitted(mail, count);
        }
        metrics.Counters[(int)ClientCounter.MessagesSubmitted]++;
        metrics.Counters[(int)ClientCounter.RecipientsSubmitted] += count;
        metrics.Series.Add(now, (int)ClientSeries.Submitted, 1);
        if (client.Queued >= _world.Clients[client.Group].QueueLimit)
        {
            metrics.Counters[(int)ClientCounter.MessagesDropped]++;
            metrics.Counters[(int)ClientCounter.RecipientsDropped] += count;
            Sending!.Dropped(mail, count);
            _trace?.Dropped(now, hostNumber, ordinal, bytes, mail, count);
            return -1;
        }
        client.Queued++;
        _queued[client.Group].Add(metrics.Series, (int)ClientSeries.QueueArea, now, 1);
        var number = Messages.Take();
        Messages[number] = new Message
        {
            Arrival = now,
            Pending = recipients,
            Host = host,
            Domain = Sending!.Queued(number, mail, hostNumber, client.Group),
            Next = -1,
            Ordinal = ordinal,
            Bytes = bytes,
            Address = address,
            Recipients = (byte)(64 - BitOperations.LeadingZeroCount(recipients)),
            Flags = MessageFlags.Live,
        };
        if (_world.Clients[client.Group].Managed)
            BeginManaging(number, priority: 0);
        _trace?.Submitted(now, hostNumber, number, Messages[number]);
        return number;
    }

    /// <summary>A message that its client has submitted just now.</summary>
    private void Follow(int number, int host, long now)
    {
        ref var message = ref Messages[number];
        var group = _hosts[message.Host].Group;
        var mail = Sending!.Originate(host, group, message.Ordinal, message.Domain, now);
        Sending.Submitted(mail, message.Recipients);
        message.Domain = Sending.Queued(number, mail, host, group);
    }

    /// <summary>A message has met its fate and is still in its place: if it failed, the sender is told by mail.</summary>
    private void Notify(int number, ClientCounter fate, long now)
    {
        if (fate is not (ClientCounter.MessagesBounced or ClientCounter.MessagesExpired))
            return;
        ref readonly var message = ref Messages[number];
        var host = message.Host;
        if (!Sending!.Notifies(number, HostNumber(host), message.Address >> 20, now, out var notification, out var mailbox))
            return;
        // It is due at once; a session may be opened only when the one that brought the bad news is done with.
        var made = Inject(host, notification, originates: true, recipients: 1, mailbox, SendingHalf.NotificationBytes, now);
        if (made >= 0)
            _deferred.Due(made, now);
    }
}
