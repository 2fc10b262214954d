using System.Runtime.CompilerServices;
using SmtpSim.Kernel;

namespace SmtpSim.Model;

/// <summary>
/// The keys and counters of a session's draws. The key belongs to the message that opened the session and to the attempt, so two
/// policies that differ see the same latencies and faults at the same attempt; the client's draws have counters below 2^32, the server's above.
/// </summary>
internal static class SessionKeys
{
    /// <param name="world">Has the root.</param>
    /// <param name="client">The client's host number.</param>
    /// <param name="ordinal">Number of the message at its client.</param>
    /// <param name="attempt">Its attempt.</param>
    /// <param name="earlier">Sessions that the attempt had with other hosts before.</param>
    public static RandomKey Of(World world, int client, uint ordinal, ushort attempt, int earlier)
    {
        var key = world.SessionKey.Derive((ulong)client).Derive(((ulong)ordinal << 16) | attempt);
        return earlier == 0 ? key : key.Derive((ulong)earlier);
    }

    /// <summary>
    /// Goes with every segment of a session but the first. Generations repeat after 65,536 sessions of a client, which an overloaded
    /// server's reply may well be late by; that the mark of another session fits too is as good as impossible.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ushort MarkOf(RandomKey key) => (ushort)key.Value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong ServerLatency(uint step) => (1UL << 32) | ((ulong)step << 2);

    public static ulong ServerService(uint step) => ServerLatency(step) | 1;

    public static ulong ServerFault(uint step) => ServerLatency(step) | 2;

    public static ulong ServerShed(uint step) => ServerLatency(step) | 3;
}
