using System.Buffers;

namespace SmtpSim.Model;

/// <summary>Makes one sorted run of records of several: pair by pair, so that however many partitions there are each record moves but a few times.</summary>
internal static class RecordMerge
{
    public static ArraySegment<T> Of<T>(List<ArraySegment<T>> runs)
        where T : unmanaged, IRunRecord<T>
    {
        runs.RemoveAll(run => run.Count == 0);
        if (runs.Count == 0)
            return [];
        while (runs.Count > 1)
        {
            var half = (runs.Count + 1) / 2;
            for (var i = 0; i + half < runs.Count; i++)
                runs[i] = Pair(runs[i], runs[i + half]);
            runs.RemoveRange(half, runs.Count - half);
        }
        return runs[0];
    }

    public static void Return<T>(ArraySegment<T> run)
    {
        if (run.Array is { Length: > 0 } array)
            ArrayPool<T>.Shared.Return(array);
    }

    private static ArraySegment<T> Pair<T>(ArraySegment<T> first, ArraySegment<T> second)
        where T : unmanaged, IRunRecord<T>
    {
        var merged = ArrayPool<T>.Shared.Rent(first.Count + second.Count);
        ReadOnlySpan<T> a = first, b = second;
        int i = 0, j = 0, n = 0;
        while (i < a.Length && j < b.Length)
        {
            if (T.Compare(a[i], b[j]) < 0)
                merged[n++] = a[i++];
            else
                merged[n++] = b[j++];
        }
        a[i..].CopyTo(merged.AsSpan(n));
        b[j..].CopyTo(merged.AsSpan(n + a.Length - i));
        Return(first);
        Return(second);
        return new ArraySegment<T>(merged, 0, a.Length + b.Length);
    }
}
