using CsCheck;
using SmtpSim.Kernel;
using SmtpSim.Model;

namespace SmtpSim.Scenarios.Tests;

/// <summary>Relays, routes, return addresses and lists for random scenarios.</summary>
internal static class RelayGen
{
    /// <summary>The scenario as it is, or with its first server group made a relay. Its domains are left alone: a relay must not be their best host.</summary>
    public static Gen<Scenario> Into(Scenario scenario, Gen<ClientGroup> sending) =>
        from relays in Gen.Bool
        from endToEnd in Gen.Bool
        from sender in sending
        from routed in Gen.Bool
        from hops in Gen.OneOf(Gen.Const<int?>(() => null), Gen.Int[1, 255].Select(hops => (int?)hops))
        from lists in Gen.OneOf(Gen.Const<MailingListSpec?>(() => null), Gen.Select(Gen.Int[1, 1000], Gen.Int[1, 64], (members, each) =>
            (MailingListSpec?)new MailingListSpec { Members = members, To = [scenario.Servers[^1].Name], RecipientsPerMessage = each }))
        from share in Gen.OneOf(0.0, 0.25, 1.0)
        from window in Gen.OneOf(Gen.Const<DedupSpec?>(() => null), Gen.Long[1, SimDuration.TicksPerDay].Select(ticks => (DedupSpec?)new DedupSpec(new SimDuration(ticks))))
        select !relays || scenario.Domains.Count > 0 ? scenario with { EndToEnd = endToEnd } : scenario with
        {
            Servers =
            [
                scenario.Servers[0] with
                {
                    Mailboxes = Math.Max(2, scenario.Servers[0].Mailboxes),
                    Dedup = window,
                    Relay = new RelaySpec
                    {
                        Sending = sender with { Name = "relay", Count = 1, Senders = 1, BouncesTo = routed ? scenario.Servers[^1].Name : null },
                        MaxHops = hops,
                        Lists = scenario.Servers.Count > 1 ? lists : null,
                    },
                },
                .. scenario.Servers.Skip(1),
            ],
            Clients =
            [
                scenario.Clients[0] with
                {
                    Route = routed ? scenario.Servers[0].Name : null,
                    BouncesTo = routed ? scenario.Servers[^1].Name : null,
                    Forged = share == 0 ? null : new ForgedSpec { Share = share, As = scenario.Servers[^1].Name },
                },
                .. scenario.Clients.Skip(1),
            ],
        };
}
