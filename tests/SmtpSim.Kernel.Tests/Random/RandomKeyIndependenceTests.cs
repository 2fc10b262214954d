using System.Numerics;

namespace SmtpSim.Kernel.Tests;

/// <summary>Smoke tests of the way keys are used here: many streams with neighbouring indices, few draws from each.</summary>
public class RandomKeyIndependenceTests
{
    private const int Draws = 1 << 18;

    private static readonly RandomKey Root = RandomKey.Root(20_250_101, 0);

    public static TheoryData<string> Pairs => [.. Streams.Keys];

    private static readonly Dictionary<string, (Func<ulong, ulong> A, Func<ulong, ulong> B)> Streams = new()
    {
        ["neighbouring children"] = (Root.Derive(5).Draw, Root.Derive(6).Draw),
        ["parent and child"] = (Root.Draw, Root.Derive(0).Draw),
        ["replications"] = (RandomKey.Root(1, 0).Draw, RandomKey.Root(1, 1).Draw),
        ["seeds"] = (RandomKey.Root(1, 0).Draw, RandomKey.Root(2, 0).Draw),
        ["first draws of neighbouring children"] = (i => Root.Derive(i).Draw(0), i => Root.Derive(i + 1).Draw(0)),
        ["two draws of each child"] = (i => Root.Derive(i).Draw(0), i => Root.Derive(i).Draw(1)),
        ["draws and children of the same number"] = (Root.Draw, i => Root.Derive(i).Value),
        ["the two orders of descent"] = (i => Root.Derive(i).Derive(3).Draw(0), i => Root.Derive(3).Derive(i).Draw(0)),
        ["a draw and a stream keyed by it"] = (Root.Draw, i => new RandomKey(Root.Draw(i)).Draw(0)),
    };

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Streams_TakenInPairs_AreNotCorrelated(string pair)
    {
        var (a, b) = Streams[pair];
        var sum = 0.0;
        for (ulong i = 0; i < Draws; i++) sum += (Uniform.ToUnit(a(i)) - 0.5) * (Uniform.ToUnit(b(i)) - 0.5);
        var correlation = sum * 12 / Draws; // 1/12 is the variance; its standard error is 1/sqrt(n)
        Assert.InRange(correlation * Math.Sqrt(Draws), -4, 4);
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Streams_TakenInPairs_DifferInHalfOfEachBit(string pair)
    {
        var (a, b) = Streams[pair];
        var ones = new int[64];
        for (ulong i = 0; i < Draws; i++) CountBits(ones, a(i) ^ b(i));
        AssertFair(ones, Draws);
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Streams_TakenInPairs_HaveUniformBytesAndUniformPairsOfTopBits(string pair)
    {
        var (a, b) = Streams[pair];
        for (var shift = 0; shift < 64; shift += 8)
        {
            var position = shift;
            AssertUniform(256, i => (int)(byte)(b(i) >> position));
        }
        AssertUniform(1024, i => (int)(((a(i) >> 59) << 5) | (b(i) >> 59)));
    }

    [Fact]
    public void Derive_OneBitOfTheIndexFlipped_FlipsEachBitOfTheKeyHalfOfTheTime() =>
        AssertAvalanche((index, bit) => Root.Derive(index).Value ^ Root.Derive(index ^ bit).Value);

    [Fact]
    public void Derive_OneBitOfTheParentFlipped_FlipsEachBitOfTheKeyHalfOfTheTime() =>
        AssertAvalanche((value, bit) => new RandomKey(value).Derive(1).Value ^ new RandomKey(value ^ bit).Derive(1).Value);

    // Over small consecutive numbers, the poorest input there is and the one that is used. Only numbers without the bit: the
    // others would count the same pairs once more.
    private static void AssertAvalanche(Func<ulong, ulong, ulong> difference)
    {
        const int samples = 1 << 16; // five standard errors are 1 % then
        for (var bit = 1UL; bit != 0; bit <<= 1)
        {
            var ones = new int[64];
            var input = 0UL;
            for (var i = 0; i < samples; i++)
            {
                CountBits(ones, difference(input, bit));
                input = ((input | bit) + 1) & ~bit;
            }
            AssertFair(ones, samples);
        }
    }

    private static void CountBits(int[] ones, ulong value)
    {
        for (; value != 0; value &= value - 1) ones[BitOperations.TrailingZeroCount(value)]++;
    }

    // 5 standard errors: one of 4096 cells is beyond them by chance with probability 0.002.
    private static void AssertFair(int[] ones, int n)
    {
        foreach (var count in ones) Assert.InRange((count - n / 2.0) / Math.Sqrt(n / 4.0), -5, 5);
    }

    private static void AssertUniform(int cells, Func<ulong, int> cellOf)
    {
        var counts = new int[cells];
        for (ulong i = 0; i < Draws; i++) counts[cellOf(i)]++;
        var expected = (double)Draws / cells;
        var chiSquare = counts.Sum(count => (count - expected) * (count - expected) / expected);
        var freedom = cells - 1;
        Assert.InRange((chiSquare - freedom) / Math.Sqrt(2 * freedom), -4.5, 5);
    }
}
