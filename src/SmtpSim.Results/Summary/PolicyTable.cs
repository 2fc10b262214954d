using System.Text.Json;
using SmtpSim.Model;

namespace SmtpSim.Results;

/// <summary>How often each policy and fault of servers struck, by its name in snake_case: those counters that not every summary has.</summary>
internal static class PolicyTable
{
    /// <summary>The counters up to this one have members of their own.</summary>
    private const ServerCounter LastWithMember = ServerCounter.BusyTicks;

    /// <summary>Counters that are not zero; null where all are.</summary>
    public static SortedDictionary<string, long>? Of(ServerMetrics metrics)
    {
        SortedDictionary<string, long>? table = null;
        foreach (var counter in Enum.GetValues<ServerCounter>())
        {
            if (counter > LastWithMember && metrics[counter] > 0)
                (table ??= new(StringComparer.Ordinal))[JsonNamingPolicy.SnakeCaseLower.ConvertName(counter.ToString())] = metrics[counter];
        }

        return table;
    }
}
