using SmtpSim.Model;

namespace SmtpSim.Scenarios;

/// <summary>What in a group of clients contradicts itself.</summary>
internal static class ClientChecks
{
    private const int MostCrashes = 100;

    public static void Check(ClientGroup group, ReadContext context)
    {
        var path = $"clients.{group.Name}";
        if (group.RetryBudget is not null && group.Retry is RetrySpec.None)
            context.Error($"{path}.retry-budget", $"there is a budget for retries and no retry{PathText.In(path)}", "write another 'retry', or remove the budget");
        if (group.RetryBudget is { Share: 0, PerSecond: 0 })
            context.Error($"{path}.retry-budget", $"the budget never allows a retry{PathText.In(path)}", "write 'retry: none' if that is meant");
        if (group.Crashes.Count > MostCrashes)
            context.Error($"{path}.crashes", $"there are {group.Crashes.Count} crashes{PathText.In(path)}", $"give at most {MostCrashes}");
        for (var i = 0; i < group.Crashes.Count && group.Crashes.Count <= MostCrashes; i++)
            for (var j = 0; j < i; j++)
                if (group.Crashes[i].Start < group.Crashes[j].Start + group.Crashes[j].Length && group.Crashes[j].Start < group.Crashes[i].Start + group.Crashes[i].Length)
                    context.Error($"{path}.crashes[{i}]", $"the crash overlaps with the one at {Units.Duration.Format(group.Crashes[j].Start.Ticks)}{PathText.In(path)}", "let the clients be up in between");
        if (group.ConnectionCache.Ticks > 0 && group.MessagesPerSession == 1)
            context.Error($"{path}.connection-cache", $"a session is kept for another message and may have but one{PathText.In(path)}", "write 'messages-per-session: 100', or remove 'connection-cache'");
    }
}
