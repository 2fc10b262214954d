using CsCheck;
using SmtpSim.Kernel;

namespace SmtpSim.Model.Tests;

/// <summary>Networks with another way back, partitions and loss periods.</summary>
internal static class RandomTroubles
{
    private static readonly Gen<LossPeriodSpec> Period = Gen.Select(
        Gen.OneOf<string?>(null, "a", "b"), Gen.OneOf<string?>(null, "x"), Gen.Double[0, 60], Gen.OneOf(0.5, 5.0, 40.0, 400.0), Gen.Bool, Gen.Enum<LinkDirection>(), Gen.OneOf(0.2, 0.8),
        (from, to, start, length, again, direction, loss) => new LossPeriodSpec
        {
            From = from,
            To = to,
            Start = Scene.Seconds(start),
            Length = Scene.Seconds(length),
            Every = again ? Scene.Seconds(length * 2 + 10) : null,
            Direction = direction,
            Loss = loss,
        });

    private static readonly Gen<ReturnLinkSpec?> Back = Gen.Select(Gen.Bool, Gen.Double[0.5, 50], RandomLaws.Jitter, Gen.OneOf(0, 0.1),
        (any, floor, jitter, loss) => any ? new ReturnLinkSpec { Floor = SimDuration.FromMilliseconds(floor), Jitter = jitter, Loss = loss } : null);

    /// <summary>The network, one time in three with troubles.</summary>
    public static Gen<NetworkSpec> Within(Gen<NetworkSpec> networks) => Gen.Select(networks, Gen.Int[0, 2], Back, Period.Array[0, 2], Period.Array[0, 2],
        (network, any, back, partitions, losses) => any > 0 ? network : network with
        {
            Back = back,
            Links = [.. network.Links.Select(link => link with { Back = back })],
            Partitions = [.. partitions.Select(partition => partition with { Loss = 1 })],
            LossPeriods = losses,
        });
}
