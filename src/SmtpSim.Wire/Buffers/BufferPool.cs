using System.Collections.Concurrent;

namespace SmtpSim.Wire;

/// <summary>Buffers of one size for what a connection has received: most hold a command line, some a piece of text.</summary>
internal static class BufferPool
{
    /// <summary>Holds several pipelined commands; no line that is longer is ever kept.</summary>
    public const int Small = 4096;

    /// <summary>For message text that comes faster than a small buffer takes it.</summary>
    public const int Large = 64 * 1024;

    private const int MostKept = 1024;

    private static readonly ConcurrentStack<byte[]> Smalls = new();

    public static byte[] Rent() => Smalls.TryPop(out var buffer) ? buffer : GC.AllocateUninitializedArray<byte>(Small);

    public static byte[] RentLarge() => System.Buffers.ArrayPool<byte>.Shared.Rent(Large);

    public static void Return(byte[] buffer)
    {
        if (buffer.Length > Small)
            System.Buffers.ArrayPool<byte>.Shared.Return(buffer);
        else if (Smalls.Count < MostKept)
            Smalls.Push(buffer);
    }
}
