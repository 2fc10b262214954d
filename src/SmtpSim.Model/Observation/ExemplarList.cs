using System.Runtime.CompilerServices;
using SmtpSim.Kernel;

namespace SmtpSim.Model;

/// <summary>
/// The exemplars of a client group: the slowest messages delivered, and the first ones of each other fate. Chosen by a total order that mentions no
/// partition, so that the choice of all partitions together is the choice of their choices.
/// </summary>
public sealed class ExemplarList
{
    /// <summary>Of each fate.</summary>
    private const int Most = 3;

    /// <summary>Values of an exemplar.</summary>
    private const int Width = 6;

    private readonly List<Exemplar>[] _byFate = [.. Enum.GetValues<MessageFate>().Select(_ => new List<Exemplar>(Most + 1))];

    /// <summary>Ticks that a message took at least that may still be among the slowest.</summary>
    private long _slow = -1;

    /// <summary>The latest tick of settling at which a message may still be among the first, by fate.</summary>
    private readonly long[] _until = [.. Enum.GetValues<MessageFate>().Select(_ => long.MaxValue)];

    /// <summary>Delivered first and from the slowest on, then the others in the order of their settling.</summary>
    public IEnumerable<Exemplar> All => _byFate.SelectMany(list => list);

    /// <summary>A message has met its fate: almost always the answer is no, after one comparison.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Offer(ClientCounter fate, int host, in Message message, int attempts, long now)
    {
        if (fate == ClientCounter.MessagesDelivered ? now - message.Arrival >= _slow : now <= _until[(int)FateOf(fate)])
            Consider(FateOf(fate), host, message, attempts, now);
    }

    /// <summary>Merges what another partition chose.</summary>
    internal void Add(ReadOnlySpan<long> values)
    {
        for (; values.Length >= Width; values = values[Width..])
            Add(new Exemplar((MessageFate)values[0], (int)values[1], values[2], new SimTime(values[3]), new SimTime(values[4]), (int)values[5]));
    }

    /// <summary>The form in which it goes from partition to partition.</summary>
    internal long[] ToValues() => [.. All.SelectMany(exemplar => (long[])
        [(long)exemplar.Fate, exemplar.Host, exemplar.Number, exemplar.Submitted.Ticks, exemplar.Settled.Ticks, exemplar.Attempts])];

    internal static MessageFate FateOf(ClientCounter counter) => counter switch
    {
        ClientCounter.MessagesDelivered => MessageFate.Delivered,
        ClientCounter.MessagesBounced => MessageFate.Bounced,
        ClientCounter.MessagesDropped => MessageFate.Dropped,
        _ => MessageFate.Expired,
    };

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Consider(MessageFate fate, int host, in Message message, int attempts, long now)
    {
        var list = _byFate[(int)fate];
        // Where every message takes the same time, the first that did are kept.
        if (fate == MessageFate.Delivered && list.Count == Most && now - message.Arrival == _slow && message.Arrival > list[^1].Submitted.Ticks)
            return;
        Add(new Exemplar(fate, host, message.Ordinal + 1L, new SimTime(message.Arrival), new SimTime(now), attempts));
    }

    private void Add(Exemplar exemplar)
    {
        var list = _byFate[(int)exemplar.Fate];
        var at = 0;
        while (at < list.Count && !IsBefore(exemplar, list[at]))
            at++;
        if (at == Most)
            return;
        list.Insert(at, exemplar);
        if (list.Count > Most)
            list.RemoveAt(Most);
        if (list.Count < Most)
            return;
        if (exemplar.Fate == MessageFate.Delivered)
            _slow = (list[^1].Settled - list[^1].Submitted).Ticks;
        else
            _until[(int)exemplar.Fate] = list[^1].Settled.Ticks;
    }

    private static bool IsBefore(Exemplar a, Exemplar b)
    {
        var order = a.Fate == MessageFate.Delivered
            ? (b.Settled - b.Submitted).CompareTo(a.Settled - a.Submitted)
            : a.Settled.CompareTo(b.Settled);
        return order != 0 ? order < 0 : (a.Submitted.Ticks, a.Host, a.Number).CompareTo((b.Submitted.Ticks, b.Host, b.Number)) < 0;
    }
}
