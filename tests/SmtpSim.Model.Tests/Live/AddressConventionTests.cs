using CsCheck;

namespace SmtpSim.Model.Tests;

/// <summary>Local parts are whatever a stranger sends: those that ask for something are read, the others are addresses like any.</summary>
public sealed class AddressConventionTests
{
    private static readonly Gen<string> Parts = Gen.OneOf(
        Gen.OneOf("reply", "fail", "reset", "silent", "lose", "delay", "-", "-at-", "mail", "rcpt", "data", "body", "451", "4.7.1", "999", "5s", "9999999999999999999999m", "+", "", "2", "-1", "٣"),
        Gen.String[0, 8]);

    [Fact]
    public void TryParse_AnyText_NeverThrowsAndAsksForNothingThatCannotBe() => Parts.Array[0, 8].Sample(parts =>
    {
        foreach (var step in (SessionStep[])[SessionStep.Mail, SessionStep.Rcpt])
        {
            if (AddressConvention.TryParse(string.Concat(parts), step) is not { } rule)
                continue;
            Assert.True(rule.Step >= step);
            Assert.InRange(rule.Delay, 0, Kernel.SimDuration.FromHours(1).Ticks);
            Assert.InRange(rule.Times, 0, 1000);
            Assert.True(rule.Fault != FaultKind.Reply || rule.Reply.Code is >= 400 and <= 599);
        }
    }, iter: 100_000);

    [Fact]
    public void Fits_AnyPatternAndAddress_EndsAndKnowsItself() => Gen.Select(Gen.String[0, 30], Gen.String[0, 30]).Sample((pattern, address) =>
    {
        AddressPattern.Fits(pattern, address);
        var plain = address.Replace("*", "", StringComparison.Ordinal);
        Assert.True(AddressPattern.Fits(plain, plain));
        Assert.True(AddressPattern.Fits("*", address));
        Assert.True(AddressPattern.Fits(plain[..(plain.Length / 2)] + "*", plain));
    }, iter: 20_000);
}
