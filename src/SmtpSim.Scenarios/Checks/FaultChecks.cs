using SmtpSim.Kernel;
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
        }
        CheckOverlaps(scenario, context);
    }

    /// <summary>In the order in which they begin, each against the one before it that ends last: outages may come from a long file.</summary>
    private static void CheckOverlaps(Scenario scenario, ReadContext context)
    {
        foreach (var group in Enumerable.Range(0, scenario.Outages.Count).GroupBy(i => scenario.Outages[i].Servers, StringComparer.Ordinal))
        {
            var last = -1;
            foreach (var i in group.OrderBy(i => scenario.Outages[i].Start))
            {
                if (last >= 0 && scenario.Outages[i].Start < EndOf(last))
                    context.Error(
                        PathText.Item("outages", Math.Max(i, last)), $"outages[{Math.Max(i, last)}] overlaps outages[{Math.Min(i, last)}] of the same group '{group.Key}'",
                        "let one end before the other begins");
                if (last < 0 || EndOf(i) > EndOf(last)) last = i;
            }
        }

        SimDuration EndOf(int i) => scenario.Outages[i].Start + scenario.Outages[i].Length;
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
