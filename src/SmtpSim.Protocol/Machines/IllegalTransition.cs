using System.Diagnostics.CodeAnalysis;

namespace SmtpSim.Protocol;

/// <summary>Thrown apart from the hot path, so that stepping a table stays small enough to inline.</summary>
internal static class IllegalTransition
{
    [DoesNotReturn]
    public static void Throw<TState, TTrigger>(TState state, TTrigger trigger) where TState : struct, Enum where TTrigger : struct, Enum =>
        throw new InvalidOperationException($"{typeof(TState).Name}.{state} does not permit {typeof(TTrigger).Name}.{trigger}");
}
