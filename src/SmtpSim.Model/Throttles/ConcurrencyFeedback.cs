namespace SmtpSim.Model;

/// <summary>
/// Postfix's rules for a destination's concurrency limit: "Pseudocode for the Postfix 2.5 concurrency scheduler" of SCHEDULER_README, and
/// what src/qmgr/qmgr_queue.c does when a destination that was dead is tried again.
/// </summary>
internal static class ConcurrencyFeedback
{
    /// <summary>Five fifths are one, whatever the sum of five doubles says.</summary>
    private const double Rounding = 1e-9;

    public static void Start(ref DestinationState state, ConcurrencyFeedbackSpec spec, int most)
    {
        state.Limit = Math.Min(spec.Initial, most);
        state.Success = state.Failure = state.FailedCohorts = 0;
        state.DeadUntil = 0;
    }

    /// <param name="state">Of the destination.</param>
    /// <param name="spec">The group's rules.</param>
    /// <param name="most">The concurrency that is never exceeded.</param>
    /// <param name="sessions">Sessions there now, that of this delivery included.</param>
    public static void Succeed(ref DestinationState state, ConcurrencyFeedbackSpec spec, int most, int sessions)
    {
        state.FailedCohorts = 0;
        if (state.DeadUntil != 0)
        {
            // Back from the almost grave, best concurrency is anyone's guess.
            Start(ref state, spec, most);
            if (sessions > 0)
                state.Limit = Math.Min(sessions, most);
            return;
        }
        // The limit stays near the sessions that there are; otherwise it would not matter when it shrinks.
        if (state.Limit >= most || state.Limit >= sessions + spec.Initial)
            return;
        state.Success += Value(spec.Positive, state.Limit);
        while (state.Success + Rounding >= spec.Hysteresis)
        {
            state.Limit += spec.Hysteresis;
            state.Success -= spec.Hysteresis;
            state.Failure = 0;
        }
        state.Limit = Math.Min(state.Limit, most);
    }

    /// <param name="state">Of the destination.</param>
    /// <param name="spec">The group's rules.</param>
    /// <param name="now">Tick.</param>
    public static void Fail(ref DestinationState state, ConcurrencyFeedbackSpec spec, long now)
    {
        if (state.DeadUntil != 0)
            return;
        state.FailedCohorts += 1.0 / state.Limit;
        if (spec.FailedCohorts > 0 && state.FailedCohorts + Rounding >= spec.FailedCohorts)
        {
            state.DeadUntil = now + Math.Max(1, spec.DeadFor.Ticks);
            return;
        }
        state.Failure -= Value(spec.Negative, state.Limit);
        while (state.Failure < -Rounding)
        {
            state.Limit -= spec.Hysteresis;
            state.Success = 0;
            state.Failure += spec.Hysteresis;
        }
        state.Limit = Math.Max(state.Limit, 1);
    }

    private static double Value(FeedbackKind kind, int limit) => kind switch
    {
        FeedbackKind.Inverse => 1.0 / limit,
        FeedbackKind.InverseRoot => 1 / Math.Sqrt(limit),
        _ => 1,
    };
}
