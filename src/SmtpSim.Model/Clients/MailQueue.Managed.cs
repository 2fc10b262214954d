using System.Numerics;

namespace SmtpSim.Model;

/// <content>What a queue does beyond first come, first served; beside the messages, and only where a group asks for it.</content>
internal sealed partial class MailQueue
{
    private readonly Throttles? _throttles;
    private readonly ReadyOrder? _order;
    private MessageManagement[] _management = [];

    /// <summary>What holds attempts back; only where a group <see cref="ClientProfile.Restrains"/>.</summary>
    public Throttles Throttles => _throttles!;

    /// <summary>Which messages are active; null where no group has a limit.</summary>
    public ActiveQueue? Active { get; }

    /// <summary>As <see cref="Wait"/>, in the group's order.</summary>
    public void WaitInOrder(ClientProfile profile, ref Destination destination, int number)
    {
        if (!profile.Ordered)
        {
            Wait(ref destination, number);
            return;
        }
        _order!.Add(number, _management[number].Priority);
        destination.FirstReady = number; // says no more than that somebody waits
    }

    /// <summary>As <see cref="TakeReady"/>, in the group's order.</summary>
    public int TakeInOrder(ClientProfile profile, ref Destination destination, int host)
    {
        if (!profile.Ordered)
            return TakeReady(ref destination);
        var number = _order!.Take(host, destination.Domain, profile.Group.Order, profile.Group.LifoAbove, out var more);
        destination.FirstReady = more ? number : -1;
        return number;
    }

    /// <summary>Whether the message may be tried now; then the try counts as begun.</summary>
    public Withheld Admit(ClientProfile profile, int number, long now)
        => profile.Restrains ? Throttles.Admit(profile, Messages[number], TriesOf(number), now) : Withheld.None;

    /// <summary>A try is due and is not made: for the schedule that is a try that failed.</summary>
    public void Withhold(int number, Withheld reason, long now)
    {
        var local = Messages[number].Host;
        var group = _hosts[local].Group;
        _metrics[group].Counters[(int)ClientCounter.WithheldDeadline + (int)reason - 1]++;
        if (reason == Withheld.Deadline)
        {
            GiveUp(number, local, group, reason, reason, now);
            return;
        }
        ref var withheld = ref _management[number].Withheld;
        withheld = (ushort)Math.Min(withheld + 1, ushort.MaxValue);
        Defer(number, local, group, reason, now);
    }

    private static bool IsPastDeadline(ClientProfile profile, in Message message, long due)
        => profile.Deadline != 0 && due != RetrySchedule.GiveUp && due - message.Arrival >= profile.Deadline;

    private void BeginManaging(int number, int priority)
    {
        if (number >= _management.Length)
            Array.Resize(ref _management, Math.Max(256, Math.Max(number + 1, _management.Length * 2)));
        _management[number] = new MessageManagement { Priority = (byte)priority };
    }

    /// <summary>Attempts of the message and tries that were withheld.</summary>
    private int TriesOf(int number) => Messages[number].Attempts + _management[number].Withheld;

    private void TellThrottles(in ClientSession session, long now)
    {
        var answered = session.State is (>= Protocol.ClientState.MailSent and <= Protocol.ClientState.BodySent) or Protocol.ClientState.ChunkSent;
        Throttles.Conclude(_world.Clients[session.Group], session, Destinations.Get(session.Host, session.Domain).Sessions, answered, now);
    }

    /// <summary>The message is given up: its schedule has no other try, or its deadline leaves none.</summary>
    /// <param name="number">The message.</param>
    /// <param name="local">Its client.</param>
    /// <param name="group">The client's group.</param>
    /// <param name="withheld">Why the last try was not made, if it was not.</param>
    /// <param name="cause">The deadline, or none where the schedule ends.</param>
    /// <param name="now">Tick.</param>
    private void GiveUp(int number, int local, int group, Withheld withheld, Withheld cause, long now)
    {
        ref var message = ref Messages[number];
        var counters = _metrics[group].Counters;
        counters[(int)ClientCounter.RecipientsExpired] += BitOperations.PopCount(message.Pending);
        Sending?.Fails(number, EndToEndCounter.Expired, message.Pending, HostNumber(local));
        if (withheld != Withheld.None)
        {
            counters[(int)ClientCounter.GivenUpWithheld]++;
            if (message.Attempts == 0)
                counters[(int)ClientCounter.GivenUpUntried]++;
        }
        if (cause != Withheld.None)
            _trace?.Withheld(now, HostNumber(local), message, cause, due: -1);
        Settle(number, local, group, message.Attempts, ClientCounter.MessagesExpired, ClientSeries.Expired, now);
    }
}

/// <summary>What a managed queue knows of a message beyond the message itself.</summary>
internal struct MessageManagement
{
    /// <summary>Tries that were due and not made.</summary>
    public ushort Withheld;

    /// <summary>As <see cref="TrafficSpec.Priority"/>.</summary>
    public byte Priority;
}
