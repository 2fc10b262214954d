using CsCheck;
using SmtpSim.Kernel;

namespace SmtpSim.Model.Tests;

/// <summary>Policies that remember clients, sessions and mailboxes, in any way.</summary>
internal static class RandomPolicies
{
    private static readonly Gen<RateLimitSpec> Rate = Gen.Select(Gen.Enum<RateOf>(), Gen.Int[1, 8], Gen.Double[1, 60], Gen.Bool, RandomServers.Refusal,
        (of, most, window, together, reply) => new RateLimitSpec { Of = of, Most = most, Window = Scene.Seconds(window), Together = together, Reply = reply });

    private static readonly Gen<TarpitSpec?> Tarpit = Gen.Frequency((2, Gen.Const<TarpitSpec?>(() => null)), (1,
        Gen.Select(Gen.Int[0, 3], Gen.OneOf(0, 2, WorkQueueSpec.Unlimited), Gen.Double[0.01, 10],
            (errors, recipients, delay) => (TarpitSpec?)new TarpitSpec { AfterErrors = errors, AfterRecipients = recipients, Delay = Scene.Seconds(delay) })));

    private static readonly Gen<QuotaSpec?> Quota = Gen.Frequency((2, Gen.Const<QuotaSpec?>(() => null)), (1,
        Gen.Select(Gen.Int[1, 3], Gen.OneOf(0.0, 10.0, 1000.0), Gen.OneOf(0.0, 45.0), RandomServers.Refusal,
            (messages, drain, resets, reply) => (QuotaSpec?)new QuotaSpec { Messages = messages, Bytes = messages == 3 ? 6000 : 0, Drain = Scene.Seconds(drain), Resets = Scene.Seconds(resets), Reply = reply })));

    /// <summary>Half of the groups as they are, half of them with some policies.</summary>
    public static Gen<ServerGroup> With(Gen<ServerGroup> groups) => Gen.Frequency((1, groups), (1,
        from server in groups
        from limits in Gen.Select(Gen.OneOf(0, 0, 1, 3), Gen.OneOf(0, 0, 1, 2))
        from rates in Rate.Array[0, 2]
        from tarpit in Tarpit
        from quota in Quota
        from rejected in Gen.OneOf(0, 0, 0.2)
        from conflicts in Gen.Bool
        from reply in RandomServers.Refusal
        from greylist in Gen.Select(Gen.Enum<GreylistKey>(), Gen.Bool, Gen.OneOf(0, 1))
        select server with
        {
            Backlog = server.SessionLimit == 0 ? 0 : limits.Item1,
            SessionsPerClient = limits.Item2,
            RateLimits = rates,
            Tarpit = tarpit,
            Quota = quota,
            RejectedShare = rejected,
            RejectedReply = reply,
            MailboxConflicts = conflicts,
            Greylist = server.Greylist is { } spec ? spec with { Key = greylist.Item1, AtData = greylist.Item2, WhitelistAfter = greylist.Item3 } : null,
        }));
}
