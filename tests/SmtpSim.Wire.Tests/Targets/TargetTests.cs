using System.Net;

namespace SmtpSim.Wire.Tests;

public sealed class TargetTests
{
    [Theory]
    [InlineData("127.0.0.1:25", "127.0.0.1")]
    [InlineData("127.8.9.10:2525", "127.8.9.10")]
    [InlineData("[::1]:25", "::1")]
    [InlineData("[::ffff:127.0.0.1]:25", "::ffff:127.0.0.1")]
    public async Task Resolve_LoopbackLiteral_IsThatAddress(string text, string address)
    {
        var target = await Target.ResolveAsync(text);
        Assert.Equal([IPAddress.Parse(address)], target.Addresses);
        Assert.Equal(text, target.ToString());
    }

    [Fact]
    public async Task Resolve_Localhost_IsLoopbackAlone()
    {
        var target = await Target.ResolveAsync("localhost:2525");
        Assert.NotEmpty(target.Addresses);
        Assert.All(target.Addresses, address => Assert.True(IPAddress.IsLoopback(address)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("localhost")]
    [InlineData("localhost:")]
    [InlineData(":25")]
    [InlineData("localhost:0")]
    [InlineData("localhost:65536")]
    [InlineData("localhost:+25")]
    [InlineData("localhost:25 ")]
    [InlineData("::1:25")]
    [InlineData("[127.0.0.1]:25")]
    [InlineData("[::1]25")]
    [InlineData("user@localhost:25")]
    [InlineData("smtp://localhost:25")]
    public async Task Resolve_NotHostAndPort_IsSyntax(string text) => Assert.Equal(TargetFailure.Syntax, await FailureOf(text));

    [Theory]
    [InlineData("192.0.2.1:25")]
    [InlineData("0.0.0.0:25")]
    [InlineData("[::]:25")]
    [InlineData("[2001:db8::1]:25")]
    [InlineData("[::ffff:192.0.2.1]:25")]
    [InlineData("10.0.0.1:25")]
    public async Task Resolve_OtherMachine_IsRefused(string text) => Assert.Equal(TargetFailure.Remote, await FailureOf(text));

    [Theory]
    [InlineData("192.0.2.1:25", "192.0.2.1")]
    [InlineData("[2001:db8::1]:25", "2001:DB8:0::1")]
    [InlineData("[2001:db8::1]:25", "[2001:db8::1]")]
    public async Task Resolve_OtherMachineThatIsAllowed_IsTaken(string text, string allowed)
        => Assert.Single((await Target.ResolveAsync(text, allowed)).Addresses);

    [Theory]
    [InlineData("192.0.2.1:25", "192.0.2.2")]
    [InlineData("192.0.2.1:25", "localhost")]
    [InlineData("192.0.2.1:25", "")]
    [InlineData("192.0.2.10:25", "192.0.2.1")]
    public async Task Resolve_AnotherHostAllowed_IsRefused(string text, string allowed) => Assert.Equal(TargetFailure.Remote, await FailureOf(text, allowed));

    [Fact]
    public async Task Resolve_UnknownName_IsUnknownHost() => Assert.Equal(TargetFailure.UnknownHost, await FailureOf("no-such-host.invalid:25"));

    private static async Task<TargetFailure> FailureOf(string text, string? allowed = null)
        => (await Assert.ThrowsAsync<TargetException>(() => Target.ResolveAsync(text, allowed))).Failure;
}
