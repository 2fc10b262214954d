using CsCheck;
using SmtpSim.Kernel;
using SmtpSim.Protocol;

namespace SmtpSim.Model.Tests;

/// <summary>Server groups with any of their limits, policies, work and faults, and their outages.</summary>
internal static class RandomServers
{
    private static readonly ReplySpec[] Refusals =
    [
        new(421, 4, 3, 2, "Closing"),
        new(450, 4, 2, 0, "Mailbox busy"),
        new(451, 4, 3, 0, "Local error"),
        new(452, 4, 5, 3, "Too many"),
        new(550, 5, 1, 1, "No such mailbox"),
        new(552, 5, 3, 4, "Too large"),
        new(554, 0, 0, 0, ""),
    ];

    public static readonly Gen<ReplySpec> Refusal = Gen.OneOf(Refusals);

    private static readonly Gen<FaultSpec> Connect = Gen.Select(
        Gen.OneOf(FaultKind.Refuse, FaultKind.Timeout, FaultKind.Reset, FaultKind.Silent), Gen.Double[0.01, 0.2],
        (kind, chance) => new FaultSpec { At = SessionStep.Connect, Kind = kind, Chance = chance });

    private static readonly Gen<FaultSpec> InSession = Gen.Select(
        Gen.OneOf(Enum.GetValues<SessionStep>()),
        Gen.OneOf(FaultKind.Reply, FaultKind.Reset, FaultKind.LoseReply, FaultKind.Silent), Refusal, Gen.Double[0.01, 0.2],
        (step, kind, reply, chance) => new FaultSpec { At = step, Kind = kind, Reply = kind == FaultKind.Reply ? reply : null, Chance = chance });

    /// <summary>At most five, so that those of one step add up to 1 at most.</summary>
    private static readonly Gen<FaultSpec[]> Faults = Gen.Frequency(
        (1, Gen.Const(Array.Empty<FaultSpec>())),
        (3, Gen.Frequency((1, Connect), (6, InSession)).Array[1, 5]),
        (2, Gen.Select(Gen.Frequency((1, Connect), (6, InSession)).Array[0, 3], RandomTwists.Faults, (plain, twisted) => (FaultSpec[])[.. plain, .. twisted])));

    private static readonly Gen<GreylistSpec?> Greylist = Gen.Frequency(
        (2, Gen.Const<GreylistSpec?>(() => null)),
        (1, Gen.Select(Gen.Int[1, 60], Gen.Int[60, 3600], Gen.Int[10, 3600], (delay, window, lifetime) => (GreylistSpec?)new GreylistSpec
        {
            Delay = Scene.Seconds(delay),
            Window = Scene.Seconds(window),
            Lifetime = Scene.Seconds(lifetime),
        })));

    private static readonly Gen<ServiceTimes> Service = RandomLaws.WorkTime.Array[10].Select(work => new ServiceTimes
    {
        Connect = work[0],
        Hello = work[1],
        Mail = work[2],
        Rcpt = work[3],
        Data = work[4],
        Body = work[5],
        Rset = work[6],
        Quit = work[7],
        StartTls = work[8],
        Auth = work[9],
    });

    private static readonly Gen<SimDuration> Idle = Gen.Frequency((3, Gen.Const(Scene.Seconds(300))), (1, Gen.Double[0.02, 20].Select(Scene.Seconds)));

    /// <summary>Half of the groups offer what was drawn, half of them everything.</summary>
    private static readonly Gen<ServiceExtensions> Extensions = Gen.Select(
        Gen.Bool, Gen.Int[0, 0x7FF], (all, some) => all ? ServerOffer.Everything.Extensions : (ServiceExtensions)some);

    public static Gen<ServerGroup> Group(string name) => RandomPolicies.With(BusyGroup(name));

    private static Gen<ServerGroup> BusyGroup(string name) => Gen.Select(
        PlainGroup(name), Extensions, Gen.Frequency((5, MailRequirement.None), (1, MailRequirement.Tls), (1, MailRequirement.Auth)),
        Gen.Select(RandomWork.Queue, Gen.OneOf(false, false, true)), RandomWork.Pace, Gen.OneOf(0, 0, 1, 3),
        (group, extensions, requirement, work, pace, transactions) => group with
        {
            Lmtp = group.Esmtp && work.Item2,
            Extensions = extensions,
            Requires = requirement,
            Queue = work.Item1,
            Pace = pace,
            MaxTransactions = transactions,
            MaxRecipientDomains = transactions,
        });

    private static Gen<ServerGroup> PlainGroup(string name) => Gen.Select(
        Gen.Select(Gen.Int[1, 4], Gen.Bool, Gen.Int[0, 3], Service, Gen.OneOf(0, 0, 1, 2, 5), Refusal, Gen.OneOf(1, 7, 1000, 1 << 20), Gen.OneOf(0, 0, 0.2)),
        Gen.Select(Refusal, Greylist, Gen.OneOf(0L, 0L, 3000L), Gen.OneOf(1, 2, 100), Idle, Faults),
        (a, b) => new ServerGroup
        {
            Name = name,
            Count = a.Item1,
            Esmtp = a.Item2,
            Workers = a.Item3,
            Service = a.Item4,
            SessionLimit = a.Item5,
            SessionLimitReply = a.Item6,
            Mailboxes = a.Item7,
            UnknownShare = a.Item8,
            UnknownMailboxReply = b.Item1,
            Greylist = b.Item2,
            MaxMessageBytes = b.Item3,
            MaxRecipients = b.Item4,
            IdleTimeout = b.Item5,
            Faults = b.Item6,
        });

    /// <summary>Up to three outages one after the other, which may touch but not overlap.</summary>
    public static Gen<OutageSpec[]> Outages(string servers) => Gen.Select(Gen.Double[0, 20], Gen.Double[0, 20], Gen.Enum<OutageKind>(), Gen.OneOf(0.0, 30.0)).Array[0, 3].Select(list =>
    {
        var outages = new List<OutageSpec>();
        var end = 0.0;
        foreach (var (pause, length, kind, loses) in list)
        {
            outages.Add(new OutageSpec { Servers = servers, Start = Scene.Seconds(end + pause), Length = Scene.Seconds(length), Kind = kind, Loses = Scene.Seconds(loses) });
            end = Math.Ceiling(end + pause + length);
        }
        return outages.ToArray();
    });
}
