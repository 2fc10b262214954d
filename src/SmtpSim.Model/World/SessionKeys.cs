using System.Runtime.CompilerServices;
using SmtpSim.Kernel;

namespace SmtpSim.Model;

/// <summary>
/// The keys and counters of a session's draws. The key belongs to the message that opened the session and to the attempt, so two
/// policies that differ see the same latencies and faults at the same attempt; the client's draws have counters below 2^32, the server's above.
/// </summary>
internal static class SessionKeys
{
    public static RandomKey Of(World world, int client, uint ordinal, ushort attempt)
        => world.SessionKey.Derive((ulong)client).Derive(((ulong)ordinal << 16) | attempt);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong ServerLatency(ushort step) => (1UL << 32) | ((ulong)step << 2);

    public static ulong ServerService(ushort step) => ServerLatency(step) | 1;

    public static ulong ServerFault(ushort step) => ServerLatency(step) | 2;
}
