namespace SmtpSim.Protocol.Tests;

/// <summary>Traces show what the codec would send.</summary>
public sealed class TranscriptFormatTests
{
    [Fact]
    public void Format_Reply_ShowsCodeEnhancedStatusAndText()
    {
        var texts = new ReplyTexts(["Greylisted, try again later"], "mx-3", ["PIPELINING", "SIZE 10485760"]);

        Assert.Equal("451 4.7.1 Greylisted, try again later", Transcript.Format(Reply.Of(451, 7, 1, ReplyTexts.FirstExtra), texts));
        Assert.Equal("250-mx-3\n250-PIPELINING\n250 SIZE 10485760", Transcript.Format(WellKnownReplies.EhloOk, texts));
        Assert.Equal("354 Start mail input; end with <CRLF>.<CRLF>", Transcript.Format(WellKnownReplies.StartMailInput, texts));
    }

    [Fact]
    public void Command_VerbAndArgument_ReadsAsSent()
    {
        Assert.Equal("EHLO mta-7", Transcript.Command(Verb.Ehlo, "mta-7"));
        Assert.Equal("QUIT", Transcript.Command(Verb.Quit));
        Assert.Equal("MAIL FROM:<a@b> SIZE=123", Transcript.Mail("a@b", 123));
        Assert.Equal("MAIL FROM:<>", Transcript.Mail(""));
        Assert.Equal("RCPT TO:<c@d>", Transcript.Rcpt("c@d"));
    }
}
