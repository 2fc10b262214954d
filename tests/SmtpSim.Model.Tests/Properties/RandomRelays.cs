using CsCheck;
using SmtpSim.Kernel;

namespace SmtpSim.Model.Tests;

/// <summary>Random scenarios with two relays between clients and servers, in any order, with lists, smart hosts, return addresses and loops.</summary>
internal static class RandomRelays
{
    private static readonly Gen<string?> Route = Gen.OneOf<string?>(null, null, "hub", "gate");

    private static readonly Gen<MailingListSpec?> Lists = Gen.Frequency(
        (2, Gen.Const<MailingListSpec?>(() => null)),
        (2, Gen.Select(Gen.OneOf(1, 10), Gen.Int[1, 40], Gen.Int[1, 64], Gen.OneOf<string[]>(["x"], ["x", "y"]),
            (count, members, each, to) => (MailingListSpec?)new MailingListSpec { Count = count, Members = members, RecipientsPerMessage = each, To = to })));

    private static readonly FaultSpec Lost = new() { At = SessionStep.Body, Kind = FaultKind.LoseReply, Chance = 0.2 };

    /// <summary>Two times in three a server that lets mail come far: it only loses replies and knows not everyone.</summary>
    private static Gen<ServerGroup> Server(string name) => Gen.Frequency(
        (2, Gen.Int[1, 3].Select(count => Scene.Server with { Name = name, Count = count, Mailboxes = 50, UnknownShare = 0.2, Faults = [Lost] })),
        (1, RandomServers.Group(name)));

    private static Gen<ClientGroup> Sending(string name) => Gen.Frequency(
        (2, Gen.Const(Scene.Client with { Name = name, Retry = new RetrySpec.Fixed(Scene.Seconds(10)) { MaxAttempts = 4 }, Timeouts = new ClientTimeouts { Body = Scene.Seconds(5) } })),
        (1, RandomClients.Group(name)));

    private static Gen<ServerGroup> Relay(string name) => Gen.Select(
        Server(name), Sending(name), Route, Lists, Gen.Int[1, 6], Gen.OneOf<string?>(null, "y"),
        (server, sending, route, lists, hops, bounces) => server with
        {
            Mailboxes = Math.Max(server.Mailboxes, 12), // more than there are lists
            Relay = new RelaySpec { Sending = sending with { Route = route, BouncesTo = bounces }, Lists = lists, MaxHops = hops },
        });

    private static readonly Gen<ForgedSpec?> Forged = Gen.OneOf<ForgedSpec?>(null, new ForgedSpec { Share = 0.5, As = "x" });

    private static readonly Gen<DedupSpec?> Dedup = Gen.OneOf<DedupSpec?>(null, new DedupSpec(Scene.Seconds(20)), new DedupSpec(Scene.Seconds(100_000)));

    /// <summary>The relays go down, by schedule and at random, and lose what they took last.</summary>
    private static Gen<Scenario> WithOutages(Gen<Scenario> scenarios) => Gen.Select(
        scenarios, RandomServers.Outages("hub"), Gen.Bool, Gen.OneOf(0.0, 5.0, 1000.0), Gen.Enum<FailureScope>(),
        (scenario, outages, random, loses, scope) => scenario with
        {
            Outages = [.. scenario.Outages, .. outages.Select(outage => outage with { Loses = outage.Kind == OutageKind.ServiceUnavailable ? SimDuration.Zero : Scene.Seconds(loses) })],
            Failures = !random ? scenario.Failures :
                [.. scenario.Failures, new FailureSpec { Servers = ["gate", "x"], MeanUp = Scene.Seconds(30), MeanDown = Scene.Seconds(10), Scope = scope, Loses = Scene.Seconds(loses) }],
        });

    /// <summary>Those that may be run many times over.</summary>
    public static Gen<Scenario> Small => Any.OfEvents(30_000);

    public static Gen<Scenario> Any { get; } = WithOutages(Gen.Select(
        RandomScenarios.Any, Relay("hub"), Relay("gate"), Gen.Select(Server("x"), Server("y")), Gen.Select(Route, Route), Gen.Select(Gen.OneOf<string?>(null, "y"), Forged), Gen.Select(Dedup, Gen.Bool),
        (scenario, hub, gate, servers, routes, senders, others) => scenario with
        {
            Servers = [servers.Item1 with { Dedup = others.Item1 }, servers.Item2, hub, gate],
            Clients =
            [
                scenario.Clients[0] with { Route = routes.Item1, BouncesTo = senders.Item1, Forged = senders.Item2 },
                scenario.Clients[1] with { Route = routes.Item2 },
            ],
            // Some of the mail is for the relays' own mailboxes and lists.
            Traffic = [scenario.Traffic[0], others.Item2 ? scenario.Traffic[1] with { To = "hub" } : scenario.Traffic[1]],
        }));
}
