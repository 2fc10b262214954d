namespace SmtpSim.Model;

/// <summary>The three states of a circuit breaker: closed, open until a tick, half open from then on.</summary>
internal static class CircuitBreaker
{
    public static bool IsOpen(in DestinationState state, CircuitBreakerSpec spec, long now)
        => state.OpenUntil != 0 && (now < state.OpenUntil || state.ProbesBegun >= spec.Probes);

    public static void Begin(ref DestinationState state)
    {
        if (state.OpenUntil != 0)
            state.ProbesBegun++;
    }

    /// <summary>An attempt ended. What began before it opened says nothing while it is open.</summary>
    public static void Conclude(ref DestinationState state, CircuitBreakerSpec spec, bool accepted, long now)
    {
        if (state.OpenUntil == 0)
        {
            state.Failures = accepted ? 0 : state.Failures + 1;
            if (state.Failures >= spec.Failures)
                Open(ref state, spec, now);
        }
        else if (now >= state.OpenUntil && state.ProbesBegun > 0)
        {
            if (!accepted)
                Open(ref state, spec, now);
            else if (++state.ProbesAccepted >= spec.Probes)
                state.Failures = state.ProbesBegun = state.ProbesAccepted = (int)(state.OpenUntil = 0);
        }
    }

    private static void Open(ref DestinationState state, CircuitBreakerSpec spec, long now)
    {
        state.OpenUntil = now + Math.Max(1, spec.OpenFor.Ticks);
        state.Failures = state.ProbesBegun = state.ProbesAccepted = 0;
    }
}
