using System.Runtime.InteropServices;
using SmtpSim.Kernel;

namespace SmtpSim.Model;

/// <summary>
/// What keeps clients of a partition from making an attempt that is due. All state belongs to one client, or to one client and one of its
/// destinations, so it is the same on any number of partitions. There is one only where a group uses it.
/// </summary>
internal sealed class Throttles(World world, PartitionMap map, int partition, int hosts)
{
    private readonly Dictionary<(int Host, int Domain), int> _index = [];
    private readonly List<RequestWindow> _windows = [];
    private readonly TokenBucket[] _budgets = world.Clients.Any(client => client.Group.RetryBudget is not null) ? new TokenBucket[hosts] : [];
    private DestinationState[] _states = new DestinationState[16];

    /// <summary>Sessions that the client may have to the destination now; of a dead one no number: its mail is all deferred.</summary>
    public int LimitOf(ClientProfile profile, int host, int domain, long now)
    {
        if (profile.Group.Feedback is null)
            return profile.Concurrency;
        ref var state = ref StateOf(profile, host, domain);
        if (state.DeadUntil > now)
            return int.MaxValue;
        if (state.DeadUntil != 0)
            ConcurrencyFeedback.Start(ref state, profile.Group.Feedback, profile.Concurrency);
        return Math.Min(state.Limit, profile.Concurrency);
    }

    /// <summary>Whether an attempt may begin now. If so it counts as begun.</summary>
    /// <param name="profile">The client's group.</param>
    /// <param name="message">Waits for nothing else.</param>
    /// <param name="tries">Of the message, made or not: the draw's number.</param>
    /// <param name="now">Tick.</param>
    public Withheld Admit(ClientProfile profile, in Message message, int tries, long now)
    {
        var group = profile.Group;
        if (profile.Deadline != 0 && now - message.Arrival >= profile.Deadline)
            return Withheld.Deadline;
        ref var state = ref StateOf(profile, message.Host, message.Domain);
        if (state.DeadUntil > now)
            return Withheld.DestinationDead;
        if (group.CircuitBreaker is { } breaker && CircuitBreaker.IsOpen(state, breaker, now))
            return Withheld.CircuitOpen;
        if (group.Throttling is { } throttling && IsThrottled(throttling, _windows[state.Window], message, tries, now))
            return Withheld.Throttled;
        if (group.RetryBudget is { } budget && !_budgets[message.Host].TryTake(budget, isRetry: message.Attempts > 0, now))
            return Withheld.RetryBudget;
        CircuitBreaker.Begin(ref state);
        return Withheld.None;
    }

    /// <summary>An attempt ended.</summary>
    /// <param name="profile">The client's group.</param>
    /// <param name="session">Whose attempt; its message is still there.</param>
    /// <param name="sessions">Sessions of the client to the destination, this one included.</param>
    /// <param name="answered">The server answered the transaction: the attempt did not end with its session.</param>
    /// <param name="now">Tick.</param>
    public void Conclude(ClientProfile profile, in ClientSession session, int sessions, bool answered, long now)
    {
        var group = profile.Group;
        ref var state = ref StateOf(profile, session.Host, session.Domain);
        var accepted = session.Mail.Pending == 0;
        if (group.Feedback is { } feedback)
        {
            if (answered)
                ConcurrencyFeedback.Succeed(ref state, feedback, profile.Concurrency, sessions);
            else
                ConcurrencyFeedback.Fail(ref state, feedback, now);
        }
        if (group.CircuitBreaker is { } breaker)
            CircuitBreaker.Conclude(ref state, breaker, accepted, now);
        if (group.Throttling is not null && accepted)
            _windows[state.Window].AddAccept(now);
    }

    private bool IsThrottled(AdaptiveThrottleSpec spec, RequestWindow window, in Message message, int tries, long now)
    {
        window.Forget(now);
        var chance = (window.Requests - spec.K * window.Accepts) / (window.Requests + 1);
        window.AddRequest(now);
        if (chance <= 0)
            return false;
        var key = world.ThrottleKey.Derive((ulong)map.HostOf(partition, message.Host)).Derive(message.Ordinal);
        return Uniform.ToUnit(key.Draw((ulong)tries) ^ world.Mirror) < chance;
    }

    private ref DestinationState StateOf(ClientProfile profile, int host, int domain)
    {
        ref var at = ref CollectionsMarshal.GetValueRefOrAddDefault(_index, (host, domain), out var known);
        if (known)
            return ref _states[at];
        at = _index.Count - 1;
        if (at == _states.Length)
            Array.Resize(ref _states, at * 2);
        ref var state = ref _states[at];
        state.Window = -1;
        if (profile.Group.Feedback is { } feedback)
            ConcurrencyFeedback.Start(ref state, feedback, profile.Concurrency);
        if (profile.Group.Throttling is { } throttling)
        {
            state.Window = _windows.Count;
            _windows.Add(new RequestWindow(throttling.Window.Ticks));
        }
        return ref state;
    }
}

/// <summary>A client's tokens for retries.</summary>
internal struct TokenBucket
{
    private const double Rounding = 1e-9;

    private double _tokens;
    private long _at;

    /// <summary>A first attempt always may, and puts in; a retry takes one if there is one.</summary>
    public bool TryTake(RetryBudgetSpec spec, bool isRetry, long now)
    {
        _tokens = Math.Min(spec.Burst, _tokens + (now - _at) * spec.PerSecond / SimDuration.TicksPerSecond);
        _at = now;
        if (!isRetry)
        {
            _tokens = Math.Min(spec.Burst, _tokens + spec.Share);
            return true;
        }
        if (_tokens < 1 - Rounding)
            return false;
        _tokens--;
        return true;
    }
}
