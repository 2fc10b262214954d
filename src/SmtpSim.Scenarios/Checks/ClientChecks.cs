using SmtpSim.Model;

namespace SmtpSim.Scenarios;

/// <summary>What in a group of clients contradicts itself.</summary>
internal static class ClientChecks
{
    public static void Check(ClientGroup group, ReadContext context)
    {
        var path = $"clients.{group.Name}";
        if (group.RetryBudget is not null && group.Retry is RetrySpec.None)
            context.Error($"{path}.retry-budget", $"there is a budget for retries and no retry{PathText.In(path)}", "write another 'retry', or remove the budget");
        if (group.RetryBudget is { Share: 0, PerSecond: 0 })
            context.Error($"{path}.retry-budget", $"the budget never allows a retry{PathText.In(path)}", "write 'retry: none' if that is meant");
        if (group.ConnectionCache.Ticks > 0 && group.MessagesPerSession == 1)
            context.Error($"{path}.connection-cache", $"a session is kept for another message and may have but one{PathText.In(path)}", "write 'messages-per-session: 100', or remove 'connection-cache'");
    }
}
