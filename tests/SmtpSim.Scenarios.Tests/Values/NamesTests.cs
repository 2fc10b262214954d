namespace SmtpSim.Scenarios.Tests;

public sealed class NamesTests
{
    [Theory]
    [InlineData("mx")]
    [InlineData("postfix-like")]
    [InlineData("a1-2b")]
    public void Group_HostNamePart_IsAName(string name) => Assert.Null(Names.Group.Parse(name, out _));

    [Theory]
    [InlineData("")]
    [InlineData("Mx")]
    [InlineData("1mx")]
    [InlineData("-mx")]
    [InlineData("mx-")]
    [InlineData("m--x")]
    [InlineData("m.x")]
    [InlineData("m x")]
    [InlineData("größe")]
    [InlineData("abcdefghijabcdefghijabcdefghijabcdefghijk")]
    public void Group_AnythingElse_IsRefused(string name) => Assert.NotNull(Names.Group.Parse(name, out _));

    [Theory]
    [InlineData("greylisting", true)]
    [InlineData("Run_2.b", true)]
    [InlineData("", false)]
    [InlineData("../up", false)]
    [InlineData(".hidden", false)]
    [InlineData("a b", false)]
    public void Scenario_Name_IsFitForAFolder(string name, bool good) => Assert.Equal(good, Names.Scenario.Parse(name, out _) is null);
}
