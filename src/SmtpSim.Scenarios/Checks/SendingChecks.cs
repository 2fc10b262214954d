using SmtpSim.Kernel;
using SmtpSim.Model;

namespace SmtpSim.Scenarios;

/// <summary>Keys of clients, and of the sending halves of relays, of which one leaves another without effect.</summary>
internal static class SendingChecks
{
    private static readonly int UsualLifoAbove = new ClientGroup { Name = "", Retry = new RetrySpec.None() }.LifoAbove;

    public static void Check(Scenario scenario, ReadContext context)
    {
        var hasReports = scenario.EndToEnd || scenario.Servers.Any(server => server.Relay is not null);
        foreach (var (client, path) in RelayChecks.Senders(scenario))
        {
            CheckNumbers(client, path, context);
            if (client.Forged is not null && !hasReports)
                context.Error(
                    path + ".forged-senders", $"nobody sends a notification to a forged sender{PathText.In(path)}", "add 'end-to-end: true', give servers a 'relay', or remove it");
        }
        var destinations = StreamSenders.Destinations(scenario);
        foreach (var client in scenario.Clients.Where(client => client.Route is null)) CheckGreylists(scenario, client, destinations[client.Name], context);
    }

    private static void CheckNumbers(ClientGroup client, string path, ReadContext context)
    {
        if (client.Feedback is { } feedback && feedback.Initial > client.Concurrency)
            context.Error(
                path + ".concurrency-feedback.initial", $"it begins with {feedback.Initial} sessions and 'concurrency' allows {client.Concurrency}{PathText.In(path)}",
                $"write 'initial: {client.Concurrency}' or less, or more 'concurrency'");
        if (RetryLanguage.HasLifetime(client.Retry) && client.Deadline > client.Retry.Lifetime)
            context.Error(
                path + ".deadline", $"a message is given up after its lifetime of {Units.Duration.Format(client.Retry.Lifetime.Ticks)}, before the deadline{PathText.In(path)}",
                "write a shorter 'deadline', or remove it");
        CheckPatience(client, path, context);
        if (client.Order != QueueOrder.AdaptiveLifo && client.LifoAbove != UsualLifoAbove)
            context.Error(path + ".lifo-above", $"'lifo-above' means nothing in this order{PathText.In(path)}", "write 'order: adaptive-lifo', or remove it");
    }

    /// <summary>What is drawn counts only where it is shorter than the time-out beside it.</summary>
    private static void CheckPatience(ClientGroup client, string path, ReadContext context)
    {
        if (client.Patience is not { } patience) return;
        var times = client.Timeouts;
        (string Step, Distribution? Drawn, SimDuration Most)[] steps =
        [
            ("connect", patience.Connect, times.Connect), ("greeting", patience.Greeting, times.Greeting), ("hello", patience.Hello, times.Hello), ("mail", patience.Mail, times.Mail),
            ("rcpt", patience.Rcpt, times.Rcpt), ("data", patience.Data, times.Data), ("body", patience.Body, times.Body),
        ];
        foreach (var (step, drawn, most) in steps)
        {
            if (drawn is null || DistributionBounds.Least(drawn) < most.Ticks) continue;
            context.Error(
                $"{path}.patience.{step}", $"the patience is never shorter than the time-out of {Units.Duration.Format(most.Ticks)}{PathText.In(path + ".patience")}: it has no effect",
                $"write a shorter one, or a longer 'timeouts: {{ {step}: … }}'");
        }
    }

    /// <summary>A message that may be tried several times, and never at a time when a greylist would let it pass. One that is tried once is what greylists are for.</summary>
    private static void CheckGreylists(Scenario scenario, ClientGroup client, IEnumerable<string> destinations, ReadContext context)
    {
        foreach (var to in destinations)
        {
            // Where one of several groups does not greylist, or remembers less than the message, mail may pass in other ways.
            var servers = DomainChecks.ServersOf(scenario, to).Select(name => scenario.Servers.FirstOrDefault(group => group.Name == name)).ToList();
            if (servers.Count != 1 || servers[0] is not { Greylist: { Key: GreylistKey.Triplet } greylist, Relay: null } server) continue;
            var path = $"clients.{client.Name}.retry";
            if (RetryLanguage.HasLifetime(client.Retry) && client.Retry.Lifetime.Ticks > 0 && client.Retry.Lifetime < greylist.Delay)
                context.Error(
                    path + ".lifetime", $"a message is given up after {Units.Duration.Format(client.Retry.Lifetime.Ticks)}, and the greylist of servers.{server.Name} lets none pass before {Units.Duration.Format(greylist.Delay.Ticks)}{PathText.In(path)}",
                    "write a longer 'lifetime' or a shorter 'delay'; 'retry: none' for clients that try once");
            else if (client.Retry is RetrySpec.Fixed every && every.Interval > greylist.Window)
                context.Error(
                    path, $"each retry comes later than the window of {Units.Duration.Format(greylist.Window.Ticks)} of the greylist of servers.{server.Name}{PathText.In(path)}: none would pass",
                    "write a shorter interval, or a longer 'window'");
        }
    }
}
