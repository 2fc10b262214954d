using SmtpSim.Kernel;
using SmtpSim.Model;

namespace SmtpSim.Results;

/// <summary>What a calibration found, as a scenario of one client and one server that stands for all.</summary>
internal static class CalibratedScenario
{
    private const int FewestSizes = 20;

    /// <summary>So short that the round trips of a session add nothing to the connection setup that was measured whole.</summary>
    private static readonly SimDuration Floor = SimDuration.FromMilliseconds(0.01);

    public static Scenario Of(
        string name, IReadOnlyList<LoggedMessage> messages, CalibratedArrivals arrivals, Distribution? setup, Distribution? transmission,
        IReadOnlyList<(LoggedFailure Failure, CalibratedFailure Report)> failures, CalibratedSchedule schedule)
    {
        var first = messages.Min(message => message.Arrival);
        var seconds = Math.Ceiling((messages.Max(message => message.Arrival) - first) / (double)TimeSpan.TicksPerSecond);
        var duration = SimDuration.FromSeconds(seconds);
        var retry = Retry(schedule);
        return new Scenario
        {
            Name = name,
            Duration = duration,
            Drain = retry.Lifetime,
            SeriesInterval = SimDuration.FromSeconds(Math.Max(1, Math.Ceiling((duration + retry.Lifetime).TotalSeconds / 10_000))),
            Network = new NetworkSpec { Default = new LinkSpec { Floor = Floor } },
            Servers =
            [
                new ServerGroup
                {
                    Name = "mx",
                    Mailboxes = 1 << 20,
                    Service = new ServiceTimes { Connect = setup ?? Distribution.Zero, Body = transmission ?? Distribution.Zero },
                    Faults = [.. failures.Select(Fault)],
                },
            ],
            Clients = [new ClientGroup { Name = "postfix", Retry = retry }],
            Traffic = [.. Traffic(arrivals, duration).Select(traffic => traffic with { Size = Sizes(messages), Recipients = Recipients(messages) })],
        };
    }

    private static RetrySpec.Postfix Retry(CalibratedSchedule schedule)
    {
        var minimal = Rounded(schedule.MinimalS, 300);
        // Queue runs more often than every second are none that anybody could tell from a log.
        var run = schedule.QueueRunS is { Value: < 1 } ? SimDuration.Zero : Rounded(schedule.QueueRunS, 300);
        var maximal = Rounded(schedule.MaximalS, 4000);
        var retry = new RetrySpec.Postfix(minimal, maximal < minimal ? minimal : maximal, run);
        return schedule.LifetimeS is { } lifetime ? retry with { Lifetime = SimDuration.FromSeconds(Math.Round(lifetime)) } : retry;
    }

    private static SimDuration Rounded(Estimate? seconds, double otherwise) => SimDuration.FromSeconds(Math.Max(0.1, Math.Round(seconds?.Value ?? otherwise, 1)));

    private static FaultSpec Fault((LoggedFailure Failure, CalibratedFailure Report) found)
    {
        var (failure, report) = found;
        return new FaultSpec
        {
            At = failure.At,
            Kind = failure.Kind,
            Reply = failure.Kind == FaultKind.Reply ? ReplyOf(failure) : null,
            Chance = Math.Min(1, Math.Floor(report.Chance.Value * 1e6) / 1e6), // several at one step add up to 1 at most
        };
    }

    private static ReplySpec ReplyOf(LoggedFailure failure)
    {
        int[] status = failure.Status.Length == 0 ? [0, 0, 0] : [.. failure.Status.Split('.').Select(int.Parse)];
        return new ReplySpec(failure.Code, status[0], status[1], status[2], "");
    }

    private static IEnumerable<TrafficSpec> Traffic(CalibratedArrivals arrivals, SimDuration duration)
    {
        var whole = new TrafficSpec { From = ["postfix"], To = "mx", Arrivals = new ArrivalSpec.Poisson(arrivals.PerSecond.Value), End = duration };
        switch (arrivals.Kind)
        {
            case "by_hour":
                for (var hour = 0; hour < arrivals.PerHour.Count; hour++)
                {
                    if (arrivals.PerHour[hour] > 0)
                        yield return whole with { Arrivals = new ArrivalSpec.Poisson(arrivals.PerHour[hour] / 3600.0), Start = SimDuration.FromHours(hour), End = SimDuration.FromHours(hour + 1) };
                }

                break;
            case "bursts" or "every":
                var messages = (int)Math.Round(arrivals.BatchMean);
                var interval = SimDuration.FromSeconds(Math.Max(0.001, Math.Round(arrivals.BatchMean / arrivals.PerSecond.Value, 3)));
                yield return whole with { Arrivals = messages > 1 ? new ArrivalSpec.Bursts(messages, interval) : new ArrivalSpec.Every(interval, SimDuration.Zero) };
                break;
            default:
                yield return whole;
                break;
        }
    }

    private static Distribution Sizes(IReadOnlyList<LoggedMessage> messages)
    {
        double[] sizes = [.. messages.Where(message => message.Bytes > 0).Select(message => (double)message.Bytes)];
        if (sizes.Length < FewestSizes || sizes.Min() == sizes.Max())
            return new Distribution.Constant(sizes.Length == 0 ? 4000 : Math.Round(sizes.Average()));
        return LawFit.All(sizes)[0].Distribution;
    }

    private static Distribution Recipients(IReadOnlyList<LoggedMessage> messages)
    {
        var counts = messages.GroupBy(message => message.Recipients).OrderBy(group => group.Key).ToList();
        return counts.Count == 1
            ? new Distribution.Constant(counts[0].Key)
            : new Distribution.Empirical([.. counts.Select(group => (double)group.Key)], [.. counts.Select(group => (double)group.Count() / messages.Count)]);
    }
}
