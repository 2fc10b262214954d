using System.Runtime.InteropServices;

namespace SmtpSim.Model;

/// <summary>
/// Messages that wait for a session to their destination, where another order than first come, first served is wanted: a list for each
/// client, destination and priority, linked both ways so that either end can be taken.
/// </summary>
internal sealed class ReadyOrder(Slab<Message> messages)
{
    private const int Classes = TrafficSpec.MostPriority + 1;

    private readonly Dictionary<(int Host, int Domain), int> _index = [];
    private End[] _ends = new End[16 * Classes];
    private int[] _waiting = new int[16];
    private int[] _previous = new int[64];

    public void Add(int number, int priority)
    {
        ref var message = ref messages[number];
        var list = ListOf(message.Host, message.Domain);
        _waiting[list]++;
        ref var end = ref _ends[list * Classes + priority];
        if (number >= _previous.Length)
            Array.Resize(ref _previous, Math.Max(number + 1, _previous.Length * 2));
        _previous[number] = end.Newest - 1;
        message.Next = -1;
        if (end.Newest > 0)
            messages[end.Newest - 1].Next = number;
        else
            end.Oldest = number + 1;
        end.Newest = number + 1;
    }

    /// <summary>The next message to a destination where at least one waits.</summary>
    /// <param name="host">The client.</param>
    /// <param name="domain">The destination.</param>
    /// <param name="order">Within a priority.</param>
    /// <param name="lifoAbove">Of <see cref="QueueOrder.AdaptiveLifo"/>: newest first while more than so many wait.</param>
    /// <param name="more">Whether another one waits.</param>
    public int Take(int host, int domain, QueueOrder order, int lifoAbove, out bool more)
    {
        var list = ListOf(host, domain);
        var newestFirst = order == QueueOrder.Lifo || (order == QueueOrder.AdaptiveLifo && _waiting[list] > lifoAbove);
        var at = list * Classes + Classes - 1;
        while (_ends[at].Oldest == 0)
            at--;
        more = --_waiting[list] > 0;
        return newestFirst ? TakeNewest(ref _ends[at]) : TakeOldest(ref _ends[at]);
    }

    private int TakeOldest(ref End end)
    {
        var number = end.Oldest - 1;
        var next = messages[number].Next;
        end.Oldest = next + 1;
        if (next < 0)
            end.Newest = 0;
        else
            _previous[next] = -1;
        return number;
    }

    private int TakeNewest(ref End end)
    {
        var number = end.Newest - 1;
        var previous = _previous[number];
        end.Newest = previous + 1;
        if (previous < 0)
            end.Oldest = 0;
        else
            messages[previous].Next = -1;
        return number;
    }

    private int ListOf(int host, int domain)
    {
        ref var at = ref CollectionsMarshal.GetValueRefOrAddDefault(_index, (host, domain), out var known);
        if (!known)
        {
            at = _index.Count - 1;
            if (at == _waiting.Length)
            {
                Array.Resize(ref _waiting, at * 2);
                Array.Resize(ref _ends, at * 2 * Classes);
            }
        }
        return at;
    }

    /// <summary>Both ends of a list, each 1 + the message; 0 for none.</summary>
    private struct End
    {
        public int Oldest;
        public int Newest;
    }
}
