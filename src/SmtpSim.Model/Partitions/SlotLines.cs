using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace SmtpSim.Model;

/// <summary>
/// The cache lines of a pool's slots. With many sessions nearly every event touches memory that was last touched long ago; fetched
/// while the events before it are simulated, it is there when it is needed. Fetching does nothing else: a wrong address costs time only.
/// </summary>
/// <param name="stride">Bytes from slot to slot.</param>
internal sealed class SlotLines(int stride)
{
    /// <summary>Bytes of a cache line.</summary>
    public const int Bytes = 64;

    private readonly int _last = stride % Bytes == 0 ? stride - Bytes : stride - 1;

    /// <summary>Of events that need no slot.</summary>
    public static SlotLines None { get; } = new(0);

    /// <summary>Address of the first slot; 0 when there is nothing to fetch.</summary>
    public nint Address { get; set; }

    /// <summary>Asks for the first and the last line of a slot.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public unsafe void Prefetch(int slot)
    {
        if (!Sse.IsSupported)
            return;
        var line = (byte*)Address + (nint)slot * stride;
        Sse.Prefetch0(line);
        Sse.Prefetch0(line + _last);
    }
}
