using SmtpSim.Model;
using SmtpSim.Protocol;

namespace SmtpSim.Scenarios;

/// <summary>Numbers of a server's policies that leave one of them without effect, or give it another than it is for.</summary>
internal static class PolicyChecks
{
    public static void Check(ServerGroup group, ReadContext context)
    {
        var path = $"servers.{group.Name}";
        if (group.Greylist is { Reply.Code: >= 500 } greylist)
            context.Error(
                $"{path}.greylist.reply", $"the reply {greylist.Reply.Code} lets mail bounce that is meant to come again{PathText.In(path + ".greylist")}", "write a 4yz reply such as '451 4.7.1 Greylisted' (RFC 6647)");
        for (var i = 0; i < group.RateLimits.Count; i++)
        {
            if (group.RateLimits[i].Reply.Code >= 500)
                context.Error(
                    $"{path}.rate-limits[{i}].reply", $"the reply {group.RateLimits[i].Reply.Code} lets mail bounce that is only too much at the time{PathText.In($"{path}.rate-limits[{i}]")}",
                    "write a 4yz reply such as '450 4.7.1 Rate limit exceeded' (RFC 5321 section 4.2.1)");
        }
        if (group.SessionLimit > 0 && group.SessionsPerClient > group.SessionLimit)
            context.Error(
                $"{path}.sessions-per-client", $"one client may have {group.SessionsPerClient} sessions and all together {group.SessionLimit}{PathText.In(path)}",
                $"write at most {group.SessionLimit}, or remove it");
        if (group.Queue is { } queue) CheckQueue(queue, path + ".queue", context);
        for (var i = 0; i < group.Faults.Count; i++) CheckFault(group, group.Faults[i], $"{path}.faults[{i}]", context);
    }

    private static void CheckQueue(WorkQueueSpec queue, string path, ReadContext context)
    {
        if (queue.CoDel is { } codel && codel.Target > codel.Interval)
            context.Error(
                path + ".codel.target", $"the target of {Units.Duration.Format(codel.Target.Ticks)} is longer than the interval of {Units.Duration.Format(codel.Interval.Ticks)}{PathText.In(path + ".codel")}",
                "RFC 8289 section 4.3 has a target of 5% to 10% of the interval");
        if (queue is { Shed: { } shed, Places: not WorkQueueSpec.Unlimited } && shed.To > queue.Places)
            context.Error(
                path + ".shed.to", $"never do {shed.To} commands wait: there are {queue.Places} places{PathText.In(path)}", queue.Places == 0 ? "remove 'shed'" : $"write 'to: {queue.Places}' or less, or more 'places'");
    }

    private static void CheckFault(ServerGroup group, FaultSpec fault, string path, ReadContext context)
    {
        if (fault.When.FirstMailbox > group.Mailboxes)
            context.Error(
                path + ".when.mailboxes", $"there is no mailbox {fault.When.FirstMailbox}: servers.{group.Name} has {group.Mailboxes}{PathText.In(path)}",
                $"write at most {group.Mailboxes}, or more 'mailboxes'");
        var (extension, name) = fault.At switch
        {
            SessionStep.StartTls => (ServiceExtensions.StartTls, "starttls"),
            SessionStep.Auth => (ServiceExtensions.Auth, "auth"),
            _ => (ServiceExtensions.None, ""),
        };
        if (extension != ServiceExtensions.None && (!group.Esmtp || (group.Extensions & extension) == 0))
            context.Error(path + ".at", $"no session comes to {name}: servers.{group.Name} does not offer it{PathText.In(path)}", $"add '{name}' to 'extensions', or remove the fault");
    }
}
