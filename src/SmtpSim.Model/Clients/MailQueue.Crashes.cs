using System.Numerics;

namespace SmtpSim.Model;

/// <content>What a crash means for the mail of a client.</content>
internal sealed partial class MailQueue
{
    private int _lost;

    /// <summary>Messages in the queues, without the places of lost ones.</summary>
    public int Count => Messages.Count - _lost;

    /// <summary>An active message rests until <paramref name="restart"/>; that is no attempt, and nothing for its schedule.</summary>
    public void Postpone(int number, long restart, long now)
    {
        ref var message = ref Messages[number];
        message.Due = restart;
        _deferred.Rest(number, now);
    }

    /// <summary>All mail of a group's clients is lost. It keeps its places until it would have been tried, since lists and events know it by them.</summary>
    public void LoseQueues(int group, long now)
    {
        for (var number = 0; number < Messages.HighWater; number++)
            if (IsHeld(number) && _hosts[Messages[number].Host].Group == group)
                Lose(number, EndToEndCounter.Dropped, now);
    }

    /// <summary>A relay loses what came into its queue at or after a tick and is still in it: it was acknowledged before it was on disk.</summary>
    /// <param name="host">The client, by its place in the partition.</param>
    /// <param name="from">Tick.</param>
    /// <param name="now">Tick.</param>
    public void LoseLatest(int host, long from, long now)
    {
        for (var number = 0; number < Messages.HighWater; number++)
            if (IsHeld(number) && Messages[number].Host == host && Messages[number].Arrival >= from)
                Lose(number, EndToEndCounter.Lost, now);
    }

    private bool IsHeld(int number) => (Messages[number].Flags & (MessageFlags.Live | MessageFlags.Lost)) == MessageFlags.Live;

    private void Lose(int number, EndToEndCounter fate, long now)
    {
        ref var message = ref Messages[number];
        var group = _hosts[message.Host].Group;
        var metrics = _metrics[group];
        var recipients = BitOperations.PopCount(message.Pending);
        metrics.Counters[(int)ClientCounter.MessagesDropped]++;
        metrics.Counters[(int)ClientCounter.RecipientsDropped] += recipients;
        metrics.Counters[(int)ClientCounter.LostInCrash]++;
        Sending?.Count(number, fate, recipients);
        Exemplars[group].Offer(ClientCounter.MessagesDropped, HostNumber(message.Host), message, message.Attempts, now);
        _trace?.Settled(now, HostNumber(message.Host), number, message, ClientCounter.MessagesDropped);
        _hosts[message.Host].Queued--;
        _queued[group].Add(metrics.Series, (int)ClientSeries.QueueArea, now, -1);
        Closed?.Settled(number, HostNumber(message.Host), now);
        message.Flags |= MessageFlags.Lost;
        _lost++;
    }

    /// <summary>The message would be tried now; true when it was lost and its place is free again.</summary>
    public bool IsLost(int number)
    {
        if ((Messages[number].Flags & MessageFlags.Lost) == 0)
            return false;
        Messages.Free(number);
        _lost--;
        return true;
    }
}
