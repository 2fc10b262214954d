namespace SmtpSim.Kernel.Tests;

public class RandomKeyTests
{
    [Fact]
    public void Draw_Seed1234567_GivesThePublishedSplitMix64Outputs()
    {
        // The test vector that circulates with java.util.SplittableRandom and its ports (Rosetta Code, "Pseudo-random numbers/Splitmix64").
        ulong[] published = [0x599ed017fb08fc85, 0x2c73f08458540fa5, 0x883ebce5a3f27c77, 0x3fbef740e9177b3f, 0xe3b8346708cb5ecd];
        var key = new RandomKey(1234567);
        for (var n = 0; n < published.Length; n++) Assert.Equal(published[n], key.Draw((ulong)n));
    }
}
