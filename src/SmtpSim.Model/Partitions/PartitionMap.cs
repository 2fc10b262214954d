using System.Runtime.CompilerServices;

namespace SmtpSim.Model;

/// <summary>Which partition simulates a host: host number modulo the number of partitions, so that every group is spread evenly.</summary>
public readonly struct PartitionMap
{
    private readonly uint _count;
    private readonly ulong _multiplier;

    public PartitionMap(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        _count = (uint)count;
        _multiplier = ulong.MaxValue / _count + 1;
    }

    public int Count => (int)_count;

    /// <summary>The partition of a host.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Of(int host)
        // Remainder by multiplication (Lemire, Kaser, Kurz 2019), exact for 32-bit numbers; one partition has multiplier 0 and gives 0.
        => (int)(((((_multiplier * (uint)host) >> 32) + 1) * _count) >> 32);

    /// <summary>The host's place among those of its partition.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int LocalOf(int host) => _count == 1 ? host : (int)((uint)host / _count);

    /// <summary>The host at a place in a partition.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int HostOf(int partition, int local) => local * (int)_count + partition;

    /// <summary>How many of the hosts numbered below <paramref name="hosts"/> a partition has.</summary>
    public int CountBelow(int partition, int hosts) => hosts <= partition ? 0 : (hosts - partition - 1) / (int)_count + 1;
}
