namespace SmtpSim.Protocol.Tests;

public sealed class ReplyTextsTests
{
    [Fact]
    public void Of_TextNumber_ChoosesStandardOwnOrExtra()
    {
        var texts = new ReplyTexts(["Greylisted"]);
        Assert.Equal("Mailbox unavailable", texts.Of(Reply.Of(550)));
        Assert.Equal("Recipient ok", texts.Of(WellKnownReplies.RecipientOk));
        Assert.Equal("Greylisted", texts.Of(Reply.Of(451, 7, 1, ReplyTexts.FirstExtra)));
    }

    [Fact]
    public void Of_UnknownTextNumber_FallsBackToTheStandardText()
    {
        Assert.Equal("Bad sequence of commands", ReplyTexts.Standard.Of(Reply.Of(503, ReplyTexts.FirstExtra)));
        Assert.Equal("Bad sequence of commands", ReplyTexts.Standard.Of(Reply.Of(503, 511)));
        Assert.Equal("Try again later", ReplyTexts.Standard.Of(Reply.Of(499)));
    }

    [Fact]
    public void For_ServerAndKeywords_FillsTheEhloReply()
    {
        var texts = new ReplyTexts(["busy"]).For("mx-3", ["PIPELINING", "SIZE 1000"]);
        Assert.Equal("mx-3\nPIPELINING\nSIZE 1000", texts.Of(WellKnownReplies.EhloOk));
        Assert.Equal("mx-3", texts.Of(WellKnownReplies.HeloOk));
        Assert.Equal("mx-3 ESMTP Service ready", texts.Of(WellKnownReplies.Greeting));
        Assert.Equal("busy", texts.Of(Reply.Of(421, ReplyTexts.FirstExtra)));
    }

    [Fact]
    public void Constructor_TooManyExtras_Throws() =>
        Assert.Throws<ArgumentException>(() => new ReplyTexts([.. Enumerable.Repeat("x", ReplyTexts.MaxExtras + 1)]));
}
