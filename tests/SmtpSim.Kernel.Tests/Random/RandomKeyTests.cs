using CsCheck;

namespace SmtpSim.Kernel.Tests;

public class RandomKeyTests
{
    [Fact]
    public void Draw_Seed1234567_GivesThePublishedSplitMix64Outputs()
    {
        // Rosetta Code, "Pseudo-random numbers/Splitmix64": the outputs that every port is checked against.
        ulong[] published = [0x599ed017fb08fc85, 0x2c73f08458540fa5, 0x883ebce5a3f27c77, 0x3fbef740e9177b3f, 0xe3b8346708cb5ecd];
        var key = new RandomKey(1234567);
        for (var n = 0; n < published.Length; n++) Assert.Equal(published[n], key.Draw((ulong)n));
    }

    [Fact]
    public void Draw_AnyKeyAndCounter_IsSplitMix64SteppedSoOften() =>
        Gen.Select(Gen.ULong, Gen.Int[0, 200]).Sample((seed, counter) =>
        {
            var state = seed;
            for (var n = 0; n <= counter; n++) state = unchecked(state + 0x9e3779b97f4a7c15);
            var z = state;
            z = unchecked((z ^ (z >> 30)) * 0xbf58476d1ce4e5b9);
            z = unchecked((z ^ (z >> 27)) * 0x94d049bb133111eb);
            return new RandomKey(seed).Draw((ulong)counter) == (z ^ (z >> 31));
        });

    [Fact]
    public void Derive_FixedKeys_GivesTheSameChildrenForEver()
    {
        Assert.Equal(0x30cf880dfe91b0a6ul, new RandomKey(0).Derive(0).Value);
        Assert.Equal(0x0cb2f22fcd41b4ceul, new RandomKey(0).Derive(1).Value);
        Assert.Equal(0xd1c866734b0ac29bul, new RandomKey(1).Derive(0).Value);
        Assert.Equal(0x4acccb236a0e1b47ul, new RandomKey(ulong.MaxValue).Derive(ulong.MaxValue).Value);
        Assert.Equal(0x2e7add84e7db7580ul, RandomKey.Root(42, 7).Value);
    }

    [Fact]
    public void Derive_ManyLevelsAndIndices_NeverMeetsAnotherKeyOrDraw()
    {
        // 2^17 children, 2^17 grandchildren by two routes and 2^17 draws: among n values a chance meeting has probability n^2 / 2^65 < 1e-8.
        const int n = 1 << 17;
        var seen = new HashSet<ulong>();
        var root = RandomKey.Root(1, 0);
        for (ulong i = 0; i < n; i++)
        {
            seen.Add(root.Draw(i));
            seen.Add(root.Derive(i).Value);
            seen.Add(root.Derive(1).Derive(i).Value);
            seen.Add(root.Derive(i).Derive(1).Value);
        }
        Assert.Equal(4 * n - 1, seen.Count); // Derive(1).Derive(1) comes twice
    }

    [Fact]
    public void Root_SeedsAndReplications_AllDiffer()
    {
        var seen = new HashSet<ulong>();
        for (ulong seed = 0; seed < 300; seed++)
        for (var replication = 0; replication < 300; replication++)
            Assert.True(seen.Add(RandomKey.Root(seed, replication).Value));
    }

    [Fact]
    public void Root_NegativeReplication_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => RandomKey.Root(1, -1));
}
