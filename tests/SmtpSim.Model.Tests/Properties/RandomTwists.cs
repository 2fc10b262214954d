using CsCheck;

namespace SmtpSim.Model.Tests;

/// <summary>Faults that twist replies or strike under conditions, at any step of a session.</summary>
internal static class RandomTwists
{
    private static readonly Gen<FaultWhen> When =
        from times in Gen.Select(Gen.Double[0, 40], Gen.OneOf(0.0, 0.0, 30.0))
        from numbers in Gen.Select(Gen.OneOf(0, 0, 5), Gen.OneOf(0, 0, 1), Gen.OneOf(0, 0, 1), Gen.OneOf(0, 0, 2), Gen.OneOf(0, 0, 3))
        from clients in Gen.OneOf<string?>(null, null, "a")
        select new FaultWhen
        {
            From = Scene.Seconds(times.Item1),
            To = times.Item2 == 0 ? default : Scene.Seconds(times.Item1 + times.Item2),
            AfterSessions = numbers.Item1,
            SessionsOver = numbers.Item2,
            WaitingOver = numbers.Item3,
            Times = numbers.Item4,
            FirstMailbox = numbers.Item5 == 0 ? 0 : 1,
            LastMailbox = numbers.Item5,
            Clients = clients,
        };

    public static Gen<FaultSpec[]> Faults { get; } = Gen.Select(
        Gen.OneOf(Enum.GetValues<SessionStep>().Where(step => step != SessionStep.Connect).ToArray()),
        Gen.OneOf(FaultKind.Delay, FaultKind.Duplicate, FaultKind.Garble, FaultKind.Truncate, FaultKind.WrongCode, FaultKind.Reset),
        Gen.OneOf(220, 221, 235, 250, 334, 354, 421, 450, 503, 550), Gen.Double[0.05, 0.3], Gen.Bool, When)
        .Select((step, kind, code, chance, conditional, when) => new FaultSpec
        {
            At = step,
            Kind = kind,
            Reply = kind == FaultKind.WrongCode ? new ReplySpec(code, 0, 0, 0, "") : null,
            Delay = RandomDelay,
            Chance = chance,
            When = conditional ? when : FaultWhen.Always,
        }).Array[1, 2];

    private static Kernel.Distribution RandomDelay => new Kernel.Distribution.Exponential(1e7);
}
