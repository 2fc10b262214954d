namespace SmtpSim.Model;

/// <summary>
/// How many messages of each client are active (being delivered, or waiting for a session), and those that wait to be: Postfix's active and
/// incoming queues (qmgr(8), qmgr_message_active_limit). First come, first served.
/// </summary>
internal sealed class ActiveQueue(Slab<Message> messages, int hosts)
{
    private readonly int[] _active = new int[hosts];

    /// <summary>Each 1 + the message; 0 for none.</summary>
    private readonly int[] _first = new int[hosts];
    private readonly int[] _last = new int[hosts];

    /// <summary>Makes the message active, or lets it wait.</summary>
    public bool TryEnter(int number, int limit)
    {
        ref var message = ref messages[number];
        var host = message.Host;
        if (_active[host] < limit && _first[host] == 0)
        {
            _active[host]++;
            return true;
        }
        message.Next = -1;
        if (_first[host] == 0)
            _first[host] = number + 1;
        else
            messages[_last[host] - 1].Next = number;
        _last[host] = number + 1;
        return false;
    }

    /// <summary>An active message rests or has met its fate.</summary>
    public void Leave(int host) => _active[host]--;

    /// <summary>Makes the message active that waits longest, if one may be; -1 otherwise.</summary>
    public int Enter(int host, int limit)
    {
        if (_active[host] >= limit || _first[host] == 0)
            return -1;
        var number = _first[host] - 1;
        _first[host] = messages[number].Next + 1;
        _active[host]++;
        return number;
    }
}
