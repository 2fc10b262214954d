using System.Text;

namespace SmtpSim.Wire.Tests;

public sealed class ComposedMessageTests
{
    private static readonly ComposedMessage Plain = new()
    {
        From = "a@example.org",
        To = ["b@example.org", "c@example.org"],
        Date = new DateTimeOffset(2026, 3, 9, 8, 7, 6, TimeSpan.FromHours(-3.5)),
        MessageId = "<1@example.org>",
        Body = "one\ntwo",
    };

    [Fact]
    public void ToBytes_Plain_IsHeaderAndBody() => Assert.Equal(
        "Date: Mon, 09 Mar 2026 08:07:06 -0330\r\nFrom: <a@example.org>\r\nTo: <b@example.org>,\r\n <c@example.org>\r\nSubject: SmtpSim test message\r\n"
        + "Message-ID: <1@example.org>\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\none\r\ntwo\r\n",
        Text(Plain));

    [Theory]
    [InlineData(500)]
    [InlineData(10_000)]
    [InlineData(10_001)]
    public void ToBytes_WithSize_HasIt(int size) => Assert.Equal(size, (Plain with { Size = size }).ToBytes().Length);

    [Fact]
    public void ToBytes_HeaderOfAKnownName_TakesItsPlace()
    {
        var text = Text(Plain with { Headers = ["subject: mine", "X-Mine: 1"] });
        Assert.Contains("\r\nsubject: mine\r\nX-Mine: 1\r\n\r\n", text);
        Assert.DoesNotContain("Subject: ", text);
    }

    [Theory]
    [InlineData("a\rb\nc\r\nd\n\re\r", "a\r\nb\r\nc\r\nd\r\n\r\ne\r\n")]
    [InlineData("", "\r\n")]
    [InlineData("x\r\n", "x\r\n")]
    public void WithLineEnds_BareEnds_BecomeCrlf(string text, string expected)
        => Assert.Equal(expected, Encoding.ASCII.GetString(ComposedMessage.WithLineEnds(Encoding.ASCII.GetBytes(text))));

    [Theory]
    [InlineData("X-A: b", true)]
    [InlineData("X-A:", true)]
    [InlineData("no colon", false)]
    [InlineData(": b", false)]
    [InlineData("X A: b", false)]
    [InlineData("X-A: b\r\nBcc: c", false)]
    [InlineData("X-A: b\nc", false)]
    public void IsHeader_Text_IsOneFieldOnOneLine(string text, bool expected) => Assert.Equal(expected, ComposedMessage.IsHeader(text));

    private static string Text(ComposedMessage message) => Encoding.UTF8.GetString(message.ToBytes());
}
