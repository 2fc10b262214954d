namespace SmtpSim.Model.Tests;

public sealed class AddressPatternTests
{
    [Theory]
    [InlineData("full@*", "full@mx", true)]
    [InlineData("full@*", "Full@MX", true)]
    [InlineData("full@*", "fuller@mx", false)]
    [InlineData("*", "", true)]
    [InlineData("", "", true)]
    [InlineData("", "a", false)]
    [InlineData("a*b*c", "a-b-b-c", true)]
    [InlineData("a*b*c", "a-c-b", false)]
    [InlineData("*@x", "a@xx", false)]
    [InlineData("**@x", "a@x", true)]
    public void Fits_Address_AsThePatternSays(string pattern, string address, bool fits) =>
        Assert.Equal(fits, AddressPattern.Fits(pattern, address));

    [Fact]
    public void Fits_PatternThatWouldTakeAFoolForEver_IsQuick() =>
        Assert.False(AddressPattern.Fits(string.Concat(Enumerable.Repeat("a*", 100)) + "b", new string('a', 300)));
}
