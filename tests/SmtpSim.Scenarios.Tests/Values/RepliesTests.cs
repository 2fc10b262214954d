using CsCheck;
using SmtpSim.Model;

namespace SmtpSim.Scenarios.Tests;

public sealed class RepliesTests
{
    public static TheoryData<string, ReplySpec> Good => new()
    {
        { "451 4.7.1 Greylisted", new ReplySpec(451, 4, 7, 1, "Greylisted") },
        { "421 4.3.2", new ReplySpec(421, 4, 3, 2, "") },
        { "550", new ReplySpec(550, 0, 0, 0, "") },
        { "450 Mailbox busy", new ReplySpec(450, 0, 0, 0, "Mailbox busy") },
        { "552  5.3.4   Too large, and \"quoted\"", new ReplySpec(552, 5, 3, 4, "Too large, and \"quoted\"") },
        { "554 5.1 is no enhanced code", new ReplySpec(554, 0, 0, 0, "5.1 is no enhanced code") },
        { "550 5.7.255 Last", new ReplySpec(550, 5, 7, 255, "Last") },
    };

    [Theory]
    [MemberData(nameof(Good))]
    public void Reply_GoodText_IsRead(string text, ReplySpec reply)
    {
        Assert.Null(Replies.Negative.Parse(text, out var read));
        Assert.Equal(reply, read);
    }

    [Theory]
    [InlineData("250 Ok", "is no negative reply")]
    [InlineData("354 Go on", "is no negative reply")]
    [InlineData("600 What", "is no negative reply")]
    [InlineData("461 What", "has a code whose second digit is over 5")]
    [InlineData("45 What", "is not a reply")]
    [InlineData("4511 What", "is not a reply")]
    [InlineData("Greylisted", "is not a reply")]
    [InlineData("", "is not a reply")]
    [InlineData("451 5.7.1 Greylisted", "has an enhanced status code of another class than its code")]
    [InlineData("451 4.8.1 Greylisted", "has an enhanced status code with an unknown subject")]
    [InlineData("451 4.7.256 Greylisted", "has an enhanced status code whose detail is over 255")]
    [InlineData("451 4.7.1 Später", "has a character that is not printable ASCII")]
    [InlineData("451 4.7.1 a\r\nQUIT", "has a character that is not printable ASCII")]
    public void Reply_BadText_IsRefused(string text, string complaint) => Assert.Equal(complaint, Replies.Negative.Parse(text, out _)?.Message);

    [Fact]
    public void Reply_TextOf201Characters_IsRefused()
    {
        Assert.Null(Replies.Negative.Parse("451 4.7.1 " + new string('x', 200), out _));
        Assert.Equal("has a text longer than 200 characters", Replies.Negative.Parse("451 4.7.1 " + new string('x', 201), out _)?.Message);
    }

    [Fact]
    public void Reply_AnyText_NeverThrows() => Gen.String.Sample(text =>
    {
        Replies.Negative.Parse(text, out _);
    });
}
