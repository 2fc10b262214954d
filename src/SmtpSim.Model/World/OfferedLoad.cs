using SmtpSim.Kernel;

namespace SmtpSim.Model;

/// <summary>
/// The work that a scenario's arrivals bring to a group of servers, as a share of what its workers can do: the offered load per worker, which a
/// queue without bound can bear only below 1 (Kleinrock, Queueing Systems, volume 1, section 2.1). Each message counts once: retries come on top.
/// </summary>
/// <param name="From">When it begins.</param>
/// <param name="To">When it ends.</param>
/// <param name="PerWorker">1 is all that the workers can do.</param>
public readonly record struct OfferedLoad(SimDuration From, SimDuration To, double PerWorker)
{
    /// <summary>
    /// Whether nothing bounds what waits for the group's workers: no limit of places, sessions or waiting, nothing that sheds load; where stale
    /// work is dropped the clients' time-outs bound it (Erlang A).
    /// </summary>
    public static bool IsUnbounded(ServerGroup group)
    {
        ArgumentNullException.ThrowIfNull(group);
        return group is { Workers: > 0, SessionLimit: 0 } and ({ Queue: null } or { Queue: { Places: WorkQueueSpec.Unlimited, Shed: null, CoDel: null, MaxWait.Ticks: 0, DropStale: false } });
    }

    /// <summary>The time in which the most is offered; null where no stream has a rate of its own that comes to workers of the group.</summary>
    /// <remarks>A burst that never comes again has no rate, and users who wait for their own message bring no more than is done.</remarks>
    public static OfferedLoad? Peak(Scenario scenario, ServerGroup group)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        ArgumentNullException.ThrowIfNull(group);
        if (group.Workers == 0)
            return null;
        var streams = scenario.Traffic.Select(stream => (stream.Start, stream.End, Load: LoadOf(scenario, stream, group))).Where(stream => stream.Load > 0).ToList();
        OfferedLoad? peak = null;
        foreach (var at in streams.Select(stream => stream.Start).Distinct().Order())
        {
            var active = streams.Where(stream => stream.Start <= at && at < stream.End).ToList();
            var load = active.Sum(stream => stream.Load);
            if (active.Count > 0 && load > (peak?.PerWorker ?? 0))
                peak = new OfferedLoad(at, active.Min(stream => stream.End), load);
        }
        return peak;
    }

    /// <summary>The client groups, and the relays by their server group's name, whose mail comes to the group.</summary>
    public static IReadOnlySet<string> Senders(Scenario scenario, ServerGroup group)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        ArgumentNullException.ThrowIfNull(group);
        return scenario.Traffic
            .SelectMany(stream => stream.From.SelectMany(name => DeliveryWay.Visits(scenario, scenario.Clients.First(client => client.Name == name), stream.To)))
            .Where(visit => visit.Servers == group.Name).Select(visit => visit.Sender.Name).ToHashSet(StringComparer.Ordinal);
    }

    private static double LoadOf(Scenario scenario, TrafficSpec stream, ServerGroup group)
    {
        var load = 0.0;
        foreach (var name in stream.From)
        {
            var client = scenario.Clients.First(candidate => candidate.Name == name);
            var perSecond = PerSecond(scenario, stream, client);
            if (perSecond > 0)
                load += perSecond * DeliveryWay.Visits(scenario, client, stream.To).Where(visit => visit.Servers == group.Name)
                    .Sum(visit => visit.Share / visit.Hosts * Ticks(group, visit.Sender, stream) / SimDuration.TicksPerSecond);
        }
        return load / group.Workers;
    }

    /// <summary>Messages of all clients of a group together.</summary>
    private static double PerSecond(Scenario scenario, TrafficSpec stream, ClientGroup client) => stream.Arrivals switch
    {
        ArrivalSpec.Poisson poisson => poisson.PerSecond * client.Count,
        ArrivalSpec.Every every => client.Count / every.Interval.TotalSeconds,
        ArrivalSpec.Bursts { Interval.Ticks: > 0 } bursts => (double)bursts.Messages * client.Count / bursts.Interval.TotalSeconds,
        ArrivalSpec.Trace trace => trace.Ticks.Count / (stream.End - stream.Start).TotalSeconds
            * client.Count / scenario.Clients.Where(group => stream.From.Contains(group.Name)).Sum(group => (double)group.Count),
        _ => 0,
    };

    /// <summary>Work of one message that is accepted at its first attempt.</summary>
    private static double Ticks(ServerGroup group, ClientGroup sender, TrafficSpec stream)
    {
        var recipients = Math.Clamp(Sampler.Compile(stream.Recipients).Mean, 1, 64);
        var transactions = sender.Verp ? recipients : 1;
        var service = group.Service;
        return (Mean(service.Connect) + Mean(service.Hello) + Mean(service.Quit)) / sender.MessagesPerSession
            + transactions * (Mean(service.Mail) + (1 - group.UnknownShare) * (Mean(service.Data) + Mean(service.Body)))
            + recipients * Mean(service.Rcpt);
    }

    private static double Mean(Distribution distribution) => Sampler.Compile(distribution).Mean;
}
