using SmtpSim.Model;

namespace SmtpSim.Results;

/// <summary>Replies by code, those that occurred alone, in ascending order.</summary>
internal static class ReplyTable
{
    public static SortedDictionary<int, long> Of(ReadOnlySpan<long> counts)
    {
        var table = new SortedDictionary<int, long>();
        for (var i = 0; i < counts.Length; i++)
        {
            if (counts[i] > 0)
                table.Add(ReplyCounts.First + i, counts[i]);
        }

        return table;
    }
}
