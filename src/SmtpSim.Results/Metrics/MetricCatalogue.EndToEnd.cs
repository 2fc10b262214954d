using SmtpSim.Kernel;
using SmtpSim.Model;

namespace SmtpSim.Results;

public static partial class MetricCatalogue
{
    private const string Prefix = "end-to-end";

    private static IEnumerable<Metric> EndToEnd()
    {
        yield return Of("submitted", EndToEndCounter.Submitted, "Recipients of the messages submitted");
        foreach (var (name, counter, what) in new[]
        {
            ("delivered", EndToEndCounter.Delivered, "Recipients that have the message in their mailbox, each once"),
            ("bounced", EndToEndCounter.Bounced, "Copies refused for good, by the recipient's server or on the way"),
            ("expired", EndToEndCounter.Expired, "Copies given up by a client or relay"),
            ("lost", EndToEndCounter.Lost, "Copies accepted by a server and lost: nobody learns of it"),
            ("dropped", EndToEndCounter.Dropped, "Copies thrown away by a client or relay, as when its queue was full"),
            ("queued", EndToEndCounter.Queued, "Copies in a queue when the run ended"),
            ("duplicates", EndToEndCounter.Duplicates, "Copies beyond the first in a mailbox"),
        })
        {
            yield return Of(name, counter, what);
            yield return new Metric($"{Prefix}.{name}.ratio", MetricUnit.Share, ByClient, $"{what}: per recipient submitted",
                scope => scope.EndToEnd is { } metrics ? Ratio.Of(metrics[counter], metrics[EndToEndCounter.Submitted]) : null);
        }

        yield return Of("deduplicated", EndToEndCounter.Deduplicated, "Copies that a server knew by their Message-ID and threw away");
        yield return Of("notifications", EndToEndCounter.NotificationsSent, "Notifications of failure that relays sent");
        yield return Of("notifications.without-address", EndToEndCounter.NotificationsWithoutAddress, "Notifications of failure that relays had nowhere to send to");
        yield return Of("double-bounces", EndToEndCounter.DoubleBounces, "Messages with an empty reverse-path that failed");
        yield return Of("failures-reported", EndToEndCounter.FailuresReported, "Recipients whose failure is known where the message came from, or was mailed there");
        foreach (var metric in Family($"{Prefix}.delay", "Submission by the origin to acceptance by the mailbox's server", MetricUnit.Duration, SimDuration.TicksPerSecond, ByClient, scope => scope.EndToEnd?.Delay ?? Nothing)
            .Concat(Family($"{Prefix}.relays", "Relays that a first copy passed", MetricUnit.Factor, 1, ByClient, scope => scope.EndToEnd?.Relays ?? Nothing)))
            yield return metric;
    }

    private static Tally Nothing => new("nothing");

    private static Metric Of(string name, EndToEndCounter counter, string what) =>
        new($"{Prefix}.{name}", MetricUnit.Count, ByClient, what, scope => scope.EndToEnd?[counter]);
}
