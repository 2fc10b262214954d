using SmtpSim.Model;
using SmtpSim.Protocol;

namespace SmtpSim.Scenarios;

/// <summary>Faults and outages that contradict one another.</summary>
internal static class FaultChecks
{
    public static void CheckChances(ServerGroup group, ReadContext context)
    {
        foreach (var step in group.Faults.Where(fault => fault.When == FaultWhen.Always).Select(fault => fault.At).Distinct())
        {
            var sum = group.Faults.Where(fault => fault.At == step && fault.When == FaultWhen.Always).Sum(fault => fault.Chance);
            if (sum <= 1 + 1e-9) continue;
            var last = group.Faults.ToList().FindLastIndex(fault => fault.At == step && fault.When == FaultWhen.Always);
            context.Error(
                $"servers.{group.Name}.faults[{last}].chance",
                $"the chances at {Name(step)} add up to {Quantity.Probability.Format(Math.Round(sum, 6))} in servers.{group.Name}.faults",
                "at most one fault strikes at a step: lower them to 100% together");
        }
    }

    public static void CheckOutages(Scenario scenario, ReadContext context)
    {
        var end = scenario.Duration + scenario.Drain;
        for (var i = 0; i < scenario.Outages.Count; i++)
        {
            if (scenario.Outages[i].Start >= end)
                context.Error(
                    $"outages[{i}].at", $"the outage begins at {Units.Duration.Format(scenario.Outages[i].Start.Ticks)}, after the end of the run at {Units.Duration.Format(end.Ticks)}{PathText.In($"outages[{i}]")}",
                    "begin it earlier, or lengthen 'duration'");
            for (var j = 0; j < i; j++)
            {
                var (a, b) = (scenario.Outages[j], scenario.Outages[i]);
                if (a.Servers != b.Servers || a.Start + a.Length <= b.Start || b.Start + b.Length <= a.Start) continue;
                context.Error(
                    PathText.Item("outages", i), $"outages[{i}] overlaps outages[{j}] of the same group '{a.Servers}'",
                    "let one end before the other begins");
            }
        }
    }

    /// <summary>A reply carries the number of its text, and there are only so many numbers.</summary>
    public static void CheckTexts(Scenario scenario, ReadContext context)
    {
        var texts = new HashSet<string>(StringComparer.Ordinal);
        foreach (var group in scenario.Servers)
        {
            foreach (var reply in (ReplySpec[])[group.SessionLimitReply, group.UnknownMailboxReply, group.MessageTooLargeReply, group.TooManyRecipientsReply])
                texts.Add(reply.Text);
            if (group.Greylist is not null) texts.Add(group.Greylist.Reply.Text);
            if (group.Queue is not null) texts.Add(group.Queue.Reply.Text);
            if (group.SessionsPerClient > 0) texts.Add(group.SessionsPerClientReply.Text);
            if (group.RejectedShare > 0) texts.Add(group.RejectedReply.Text);
            if (group.Quota is not null) texts.Add(group.Quota.Reply.Text);
            if (group.MailboxConflicts) texts.Add("Mailbox changed meanwhile");
            foreach (var limit in group.RateLimits) texts.Add(limit.Reply.Text);
            foreach (var fault in group.Faults) texts.Add(fault.Reply?.Text ?? "");
            foreach (var rule in group.Rules) texts.Add(rule.Reply?.Text ?? "");
        }
        texts.Remove("");
        if (texts.Count > ReplyTexts.MaxExtras)
            context.Error("servers", $"the replies have {texts.Count} different texts", $"a scenario has at most {ReplyTexts.MaxExtras}");
    }

    private static string Name(SessionStep step) => step.ToString().ToLowerInvariant();
}
