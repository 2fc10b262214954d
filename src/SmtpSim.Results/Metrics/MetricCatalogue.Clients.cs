using SmtpSim.Kernel;
using SmtpSim.Model;

namespace SmtpSim.Results;

public static partial class MetricCatalogue
{
    private static IEnumerable<Metric> Fates()
    {
        yield return Of("submitted", ClientCounter.MessagesSubmitted, "Messages handed to the clients");
        foreach (var (name, counter, what) in new[]
        {
            ("delivered", ClientCounter.MessagesDelivered, "Messages of which every recipient was delivered"),
            ("bounced", ClientCounter.MessagesBounced, "Messages of which a recipient was refused for good, and none expired"),
            ("expired", ClientCounter.MessagesExpired, "Messages given up, being deferred until then"),
            ("dropped", ClientCounter.MessagesDropped, "Messages that found the client's queue full"),
            ("queued", ClientCounter.MessagesQueued, "Messages still queued when the run ended"),
        })
        {
            yield return Of(name, counter, what);
            yield return new Metric($"{name}.ratio", MetricUnit.Share, ByClient, $"{what}: share of those submitted", scope => scope.OfSubmitted(scope.Clients[counter]));
        }

        yield return Of("dropped.by-crash", ClientCounter.LostInCrash, "Of these dropped, messages whose client crashed and lost its queue");

        double Lost(MetricScope scope) =>
            scope.Clients[ClientCounter.MessagesBounced] + scope.Clients[ClientCounter.MessagesExpired] + scope.Clients[ClientCounter.MessagesDropped];
        yield return new Metric("lost", MetricUnit.Count, ByClient, "Messages that failed for at least one recipient: bounced, expired or dropped", scope => Lost(scope));
        yield return new Metric("loss.ratio", MetricUnit.Share, ByClient, "The same as a share of the messages submitted", scope => scope.OfSubmitted(Lost(scope)));
        foreach (var (name, counter, what) in new[]
        {
            ("delivered", ClientCounter.RecipientsDelivered, "Recipients delivered"),
            ("bounced", ClientCounter.RecipientsBounced, "Recipients refused for good"),
            ("expired", ClientCounter.RecipientsExpired, "Recipients given up"),
        })
        {
            yield return Of($"recipients.{name}", counter, what);
            yield return new Metric($"recipients.{name}.ratio", MetricUnit.Share, ByClient, $"{what}: share of those submitted",
                scope => Ratio.Of(scope.Clients[counter], scope.Clients[ClientCounter.RecipientsSubmitted]));
        }
    }

    private static IEnumerable<Metric> Attempts() =>
    [
        .. Family("delay", "Time from submission to the acceptance of the last recipient, of messages delivered", MetricUnit.Duration, SimDuration.TicksPerSecond, ByClient, scope => scope.Clients.Delay),
        Of("attempts", ClientCounter.Attempts, "Tries to deliver a message, those that never got a connection included"),
        Of("retries", ClientCounter.Retries, "Attempts after a message's first"),
        Of("deferrals", ClientCounter.Deferrals, "Attempts that left a recipient for a later one"),
        new Metric("deferrals.mean", MetricUnit.Factor, ByClient, "Deferrals per message submitted", scope => scope.OfSubmitted(scope.Clients[ClientCounter.Deferrals])),
        .. Family("attempts", "Attempts of a message that met its fate", MetricUnit.Factor, 1, ByClient, scope => scope.Clients.AttemptsPerMessage),
        new Metric("withheld", MetricUnit.Count, ByClient, "Tries that were due and not made, whatever held them back", scope => WithheldSummary.Of(scope.Clients)?.Total ?? 0),
        Of("withheld.deadline", ClientCounter.WithheldDeadline, "Tries not made since the message was too old, or would be"),
        Of("withheld.dead", ClientCounter.WithheldDestinationDead, "Tries not made to a destination held for dead by concurrency feedback"),
        Of("withheld.circuit", ClientCounter.WithheldCircuitOpen, "Tries not made while the circuit breaker was open"),
        Of("withheld.throttled", ClientCounter.WithheldThrottled, "Tries not made by client-side throttling"),
        Of("withheld.budget", ClientCounter.WithheldRetryBudget, "Retries not made for want of a token"),
        new Metric("amplification", MetricUnit.Factor, ByClient, "Attempts per message submitted: how much the retries multiply the load", scope => scope.OfSubmitted(scope.Clients[ClientCounter.Attempts])),
        new Metric("attempts.per-delivery", MetricUnit.Factor, ByClient, "Attempts, whatever became of them, per message delivered: what a delivery costs",
            scope => Ratio.Of(scope.Clients[ClientCounter.Attempts], scope.Clients[ClientCounter.MessagesDelivered])),
    ];

    private static IEnumerable<Metric> Dialogue() =>
    [
        Of("sessions", ClientCounter.SessionsOpened, "Sessions that clients asked for, those that never got a connection included"),
        new Metric("sessions.ended", MetricUnit.Count, [.. ByClient, MetricLabel.EndName, MetricLabel.PhaseName], "Sessions by how they ended and in which phase", scope => scope.SessionEnds()),
        .. Family("session.duration", "Asking for the connection to the end of the session", MetricUnit.Duration, SimDuration.TicksPerSecond, ByClient, scope => scope.Clients.SessionDuration),
        new Metric("replies", MetricUnit.Count, [.. ByClient, .. ByServer, MetricLabel.CodeName, MetricLabel.PhaseName], "Replies that clients received, by code and by the phase of the session; with the label server, replies that servers sent, lost ones too", scope => scope.Replies()),
    ];

    private static IEnumerable<Metric> Load()
    {
        double? PerSecond(MetricScope scope, ClientCounter counter) => Ratio.Of(scope.Clients[counter], scope.Horizon.Traffic.TotalSeconds);
        yield return new Metric("offered", MetricUnit.Rate, ByClient, "Messages submitted, over the duration", scope => PerSecond(scope, ClientCounter.MessagesSubmitted));
        yield return new Metric("goodput", MetricUnit.Rate, ByClient, "Messages delivered, each once and whenever in the run, over the duration", scope => PerSecond(scope, ClientCounter.MessagesDelivered));
        yield return new Metric("goodput.bytes", MetricUnit.Bandwidth, ByClient, "Bytes of these messages, over the duration", scope => PerSecond(scope, ClientCounter.BytesDelivered));
        yield return new Metric("queue.mean", MetricUnit.Factor, ByClient, "Messages in the clients' queues, on average", scope => scope.MeanLevel(scope.Clients.Series, (int)ClientSeries.QueueArea));
        yield return new Metric("queue.peak", MetricUnit.Factor, ByClient, "The same in the fullest bin of the series", scope => scope.PeakLevel(scope.Clients.Series, (int)ClientSeries.QueueArea));
        yield return new Metric("concurrency.mean", MetricUnit.Factor, ByClient, "Sessions that clients hold at a time, on average", scope => scope.MeanLevel(scope.Clients.Series, (int)ClientSeries.SessionArea));
        yield return new Metric("concurrency.peak", MetricUnit.Factor, ByClient, "The same in the fullest bin of the series", scope => scope.PeakLevel(scope.Clients.Series, (int)ClientSeries.SessionArea));
    }

    private static Metric Of(string name, ClientCounter counter, string what) => new(name, MetricUnit.Count, ByClient, what, scope => scope.Count(counter));
}
