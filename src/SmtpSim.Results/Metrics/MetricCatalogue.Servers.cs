using SmtpSim.Kernel;
using SmtpSim.Model;

namespace SmtpSim.Results;

public static partial class MetricCatalogue
{
    private static IEnumerable<Metric> Serving() =>
    [
        Of("accepted", ServerCounter.MessagesAccepted, "Transactions that ended in 250 after the text, copies included"),
        Of("duplicates", ServerCounter.MessagesDuplicated, "Of these, those in which a recipient got a message it already had (RFC 1047)"),
        new Metric("duplicates.ratio", MetricUnit.Share, ByServer, "The same as a share of the transactions accepted",
            scope => Ratio.Of(scope.Servers[ServerCounter.MessagesDuplicated], scope.Servers[ServerCounter.MessagesAccepted])),
        new Metric("copies.mean", MetricUnit.Factor, ByServer, "Copies that a recipient got of a message, of those that got one", scope => Ratio.Of(
            scope.Servers[ServerCounter.RecipientCopies], scope.Servers[ServerCounter.RecipientCopies] - scope.Servers[ServerCounter.RecipientDuplicates])),
        new Metric("accepted.bytes", MetricUnit.Size, ByServer, "Bytes of all messages accepted, copies included", scope => scope.Count(ServerCounter.BytesAccepted)),
        Of("greylisted", ServerCounter.RecipientsGreylisted, "RCPT commands deferred by greylisting"),
        Of("unknown", ServerCounter.RecipientsUnknown, "RCPT commands to mailboxes that do not exist"),
        Of("too-many-recipients", ServerCounter.RecipientsOverLimit, "RCPT commands over the limit of a transaction"),
        Of("too-large", ServerCounter.MessagesTooLarge, "Messages refused by the size limit"),
        Of("faults", ServerCounter.Faults, "Faults of the scenario that struck"),
        Of("connections.accepted", ServerCounter.SessionsOpened, "Connections that reached the server program"),
        Of("connections.failed", ServerCounter.ConnectionsFailed, "Connections refused or not answered, by a fault or an outage"),
        Of("connections.over-limit", ServerCounter.SessionsOverLimit, "Sessions greeted with 421 because of the session limit"),
        Of("idle-timeouts", ServerCounter.IdleTimeouts, "Sessions cut off after the server's idle time-out"),
        new Metric("connections.peak", MetricUnit.Count, ByServer, "The most sessions that one server held at a time", scope => scope.Servers.PeakSessionsPerHost),
        new Metric("utilisation", MetricUnit.Share, ByServer, "Share of the workers that were busy, on average over the duration; of servers that limit their workers", scope => Utilisation(scope, peak: false)),
        new Metric("utilisation.peak", MetricUnit.Share, ByServer, "The same in the busiest bin of the series", scope => Utilisation(scope, peak: true)),
        new Metric("waiting.mean", MetricUnit.Factor, ByServer, "Commands that wait for a worker, on average", scope => scope.MeanLevel(scope.Servers.Series, (int)ServerSeries.WaitingArea)),
        .. Family("wait", "How long a command waits for a worker", MetricUnit.Duration, SimDuration.TicksPerSecond, ByServer, scope => scope.Servers.Wait),
        .. Family("sojourn", "Waiting and service of a command together", MetricUnit.Duration, SimDuration.TicksPerSecond, ByServer, scope => scope.Servers.Sojourn),
    ];

    private static IEnumerable<Metric> Recovering() =>
    [
        new Metric("recovery.time", MetricUnit.Duration, ByClient,
            "From the end of the last disturbance to the first of three bins in a row in which the fleet has recovered; none if it never does", scope => Recovery.Of(scope)?.TimeSeconds),
        new Metric("recovered", MetricUnit.Share, ByClient, "1 if the fleet recovers before the traffic stops, else 0: over replications, the share that recovers", scope => Recovery.Of(scope)?.Recovered),
        new Metric("metastable.ratio", MetricUnit.Share, ByClient,
            "Share of the time from the end of the last disturbance to the end of the traffic in which the fleet has not recovered: 1 says that it stays overloaded though the cause is gone",
            scope => Recovery.Of(scope)?.Metastable),
        new Metric("last-failure.time", MetricUnit.Duration, ByClient,
            "From the end of the last disturbance to the end of the last bin in which a session failed; 0 when none failed after it", scope => Aftermath.LastFailureSeconds(scope)),
        new Metric("goodput.recovery.time", MetricUnit.Duration, ByClient,
            "From the end of the last disturbance to the first of ten bins in a row that together deliver at least 99 % of as many messages as are submitted in them; none if that never comes",
            scope => Aftermath.GoodputBackSeconds(scope)),
    ];

    private static IEnumerable<Metric> Ending() =>
    [
        new Metric("attempts.final", MetricUnit.Rate, ByClient, "Attempts in that time", scope => FinalBins.Of(scope).PerSecond(ClientSeries.Attempts)),
        new Metric("goodput.final", MetricUnit.Rate, ByClient, "Messages delivered in that time", scope => FinalBins.Of(scope).PerSecond(ClientSeries.Delivered)),
        new Metric("amplification.final", MetricUnit.Factor, ByClient, "Attempts per message submitted in that time", scope => FinalBins.Of(scope).PerSubmitted(ClientSeries.Attempts)),
        new Metric("delivered.final", MetricUnit.Share, ByClient, "Messages delivered per message submitted in that time; more than 1 while a backlog is worked off", scope => FinalBins.Of(scope).PerSubmitted(ClientSeries.Delivered)),
    ];

    private static double? Utilisation(MetricScope scope, bool peak)
    {
        var workers = scope.WorkingServers.Sum(server => (double)server.Group.Workers * server.Group.Count);
        var (sum, most) = (0.0, 0.0);
        for (var bin = 0; bin < Math.Max(scope.Horizon.Bins, scope.Horizon.TrafficBins); bin++)
        {
            var area = scope.WorkingServers.Sum(server => (double)server.Metrics.Series[bin, (int)ServerSeries.BusyArea]);
            most = Math.Max(most, area);
            if (bin < scope.Horizon.TrafficBins)
                sum += area;
        }

        var capacity = workers * scope.Horizon.BinTicks;
        return peak ? Ratio.Of(most, capacity) : Ratio.Of(sum, capacity * scope.Horizon.TrafficBins);
    }

    private static Metric Of(string name, ServerCounter counter, string what) => new(name, MetricUnit.Count, ByServer, what, scope => scope.Count(counter));
}
