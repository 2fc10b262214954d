using SmtpSim.Model;

namespace SmtpSim.Validation.Tests;

/// <summary>Copies, attempts and losses where replies or texts are lost, and what blind retries bring.</summary>
internal static class DeliverySemantics
{
    public static IReadOnlyList<Experiment> Experiments { get; } =
    [
        new Experiment
        {
            Section = Sections.Delivery,
            Title = "Duplicates (RFC 1047)",
            Scenario = "rfc1047",
            Replications = 20,
            Measured = "Each of 12,000 clients sends one message. The text is lost before acceptance with probability q, its acknowledgement after it with "
                + "probability p; clients try until they are acknowledged, or three times. Copies are what the recipient got, attempts what the client made, per message.",
            Claims =
            [
                Copies("plain", "p = .2, q = 0", 1.25),
                Attempts("plain", "p = .2, q = 0", 1.25),
                new MeanClaim("share of messages duplicated, p = .2, q = 0", 0.2, run => 1 - Once(run.ClientOf("to-plain")), Sources.Rfc1047),
                Copies("lossy", "p = .2, q = .5", 1.25),
                Attempts("lossy", "p = .2, q = .5", 2.5),
                Copies("worse", "p = .5, q = .3", 2),
                Attempts("worse", "p = .5, q = .3", 1 / 0.35),
                Copies("three", "p = .2, q = 0, three attempts", 1.24),
            ],
        },
        new Experiment
        {
            Section = Sections.Delivery,
            Title = "Bounced though delivered (RFC 1047)",
            Scenario = "rfc1047",
            Sets = ["clients.to-three.count=160000", "clients.to-plain.count=1", "clients.to-lossy.count=1", "clients.to-worse.count=1"],
            Replications = 20,
            Measured = "The last of these, with more clients: all three acknowledgements of a message are lost, so that it has three copies and is given up.",
            Claims =
            [
                new MeanClaim("share bounced though delivered, p = .2, three attempts", 0.008,
                    run => run.ClientOf("to-three")[ClientCounter.MessagesExpired] / (double)run.ClientOf("to-three")[ClientCounter.MessagesSubmitted], Sources.Rfc1047),
            ],
        },
        new Experiment
        {
            Section = Sections.Delivery,
            Title = "Three blind retries",
            Scenario = "blind-retries",
            Measured = "Each attempt is deferred with probability 1/2, and a message is tried four times at most.",
            Claims =
            [
                new MeanClaim("delivered", 0.9375, run => run.Client[ClientCounter.MessagesDelivered] / (double)run.Client[ClientCounter.MessagesSubmitted], Sources.Arithmetic),
                new MeanClaim("attempts per message", 1.875, run => run.Client[ClientCounter.Attempts] / (double)run.Client[ClientCounter.MessagesSubmitted], Sources.Arithmetic),
            ],
        },
    ];

    private static MeanClaim Copies(string server, string what, double exact) => new($"copies, {what}", exact,
        run => run.ServerOf(server)[ServerCounter.RecipientCopies] / (double)run.ClientOf("to-" + server)[ClientCounter.MessagesSubmitted], Sources.Rfc1047);

    private static MeanClaim Attempts(string server, string what, double exact) => new($"attempts, {what}", exact,
        run => run.ClientOf("to-" + server)[ClientCounter.Attempts] / (double)run.ClientOf("to-" + server)[ClientCounter.MessagesSubmitted], Sources.Rfc1047);

    private static double Once(ClientMetrics metrics) => metrics.AttemptsPerMessage.Buckets[1] / (double)metrics.AttemptsPerMessage.Count;
}
