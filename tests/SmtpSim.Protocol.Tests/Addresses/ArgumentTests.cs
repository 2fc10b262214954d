using System.Text;

namespace SmtpSim.Protocol.Tests;

public sealed class ArgumentTests
{
    [Theory]
    [InlineData("FROM:<a@b>", -1L, BodyType.Unspecified)]
    [InlineData("from:<a@b>", -1L, BodyType.Unspecified)]
    [InlineData("FROM:<> SIZE=0", 0L, BodyType.Unspecified)]
    [InlineData("FROM:<a@b> SIZE=123 BODY=8BITMIME", 123L, BodyType.EightBitMime)]
    [InlineData("FROM:<a@b> body=7bit size=9223372036854775807", long.MaxValue, BodyType.SevenBit)]
    [InlineData("FROM:<a@b> SIZE=9223372036854775799", 9223372036854775799L, BodyType.Unspecified)]
    [InlineData("FROM:<a@b> SIZE=9223372036854775808", long.MaxValue, BodyType.Unspecified)]
    [InlineData("FROM:<a@b> SIZE=99999999999999999999", long.MaxValue, BodyType.Unspecified)]
    public void Mail_GoodArgument_GivesItsParameters(string argument, long size, BodyType body)
    {
        Assert.True(MailArgument.TryParse(Encoding.ASCII.GetBytes(argument), ServerOffer.Standard.Extensions, out var mail, out var refusal));
        Assert.Equal((size, body, Reply.None), (mail.Size, mail.Body, refusal));
    }

    [Theory]
    [InlineData("", "501 5.5.4")]
    [InlineData("<a@b>", "501 5.5.4")]
    [InlineData("TO:<a@b>", "501 5.5.4")]
    [InlineData("FROM <a@b>", "501 5.5.4")]
    [InlineData("FROM: <a@b>", "501 5.1.7")]
    [InlineData("FROM:a@b", "501 5.1.7")]
    [InlineData("FROM:<postmaster>", "501 5.1.7")]
    [InlineData("FROM:<a@b>SIZE=1", "501 5.5.4")]
    [InlineData("FROM:<a@b>  SIZE=1", "501 5.5.4")]
    [InlineData("FROM:<a@b> SIZE", "501 5.5.4")]
    [InlineData("FROM:<a@b> SIZE=", "501 5.5.4")]
    [InlineData("FROM:<a@b> SIZE=-1", "501 5.5.4")]
    [InlineData("FROM:<a@b> SIZE=1=1", "501 5.5.4")]
    [InlineData("FROM:<a@b> SIZE=100000000000000000000", "501 5.5.4")]
    [InlineData("FROM:<a@b> SIZE=1 SIZE=1", "501 5.5.4")]
    [InlineData("FROM:<a@b> BODY=7BIT BODY=7BIT", "501 5.5.4")]
    [InlineData("FROM:<a@b> X=1=1", "501 5.5.4")]
    [InlineData("FROM:<a@b> X=\u007f", "501 5.5.4")]
    [InlineData("FROM:<a@b> =1", "501 5.5.4")]
    [InlineData("FROM:<a@b> -X=1", "501 5.5.4")]
    [InlineData("FROM:<a@b> X_Y=1", "501 5.5.4")]
    [InlineData("FROM:<a@b> BODY=BINARYMIME", "504 5.5.4")]
    [InlineData("FROM:<a@b> SMTPUTF8", "555 5.5.4")]
    [InlineData("FROM:<a@b> RET=HDRS", "555 5.5.4")]
    public void Mail_BadArgument_IsRefused(string argument, string refusal)
    {
        Assert.False(MailArgument.TryParse(Encoding.ASCII.GetBytes(argument), ServerOffer.Standard.Extensions, out _, out var reply));
        Assert.Equal(refusal, reply.ToString());
    }

    [Theory]
    [InlineData("TO:<a@b>", "a@b")]
    [InlineData("to:<Postmaster>", "Postmaster")]
    [InlineData("To:<@hop.example:a@b>", "a@b")]
    public void Rcpt_GoodArgument_GivesItsMailbox(string argument, string mailbox)
    {
        Assert.True(RcptArgument.TryParse(Encoding.ASCII.GetBytes(argument), ServerOffer.Standard.Extensions, out var recipient, out _));
        Assert.Equal(mailbox, recipient.ForwardPath.ToString());
    }

    [Theory]
    [InlineData("", "501 5.5.4")]
    [InlineData("FROM:<a@b>", "501 5.5.4")]
    [InlineData("TO:<>", "501 5.1.3")]
    [InlineData("TO:a@b", "501 5.1.3")]
    [InlineData("TO: <a@b>", "501 5.1.3")]
    [InlineData("TO:<a@b> NOTIFY=NEVER", "555 5.5.4")]
    [InlineData("TO:<a@b>x", "501 5.5.4")]
    public void Rcpt_BadArgument_IsRefused(string argument, string refusal)
    {
        Assert.False(RcptArgument.TryParse(Encoding.ASCII.GetBytes(argument), ServerOffer.Standard.Extensions, out _, out var reply));
        Assert.Equal(refusal, reply.ToString());
    }

    [Fact]
    public void PathTooLong_IsRefusedAsSuch()
    {
        var path = $"<{new string('a', 65)}@b>";
        Assert.False(MailArgument.TryParse(Encoding.ASCII.GetBytes("FROM:" + path), ServiceExtensions.None, out _, out var sender));
        Assert.False(RcptArgument.TryParse(Encoding.ASCII.GetBytes("TO:" + path), ServiceExtensions.None, out _, out var recipient));
        Assert.Equal((WellKnownReplies.SenderTooLong, WellKnownReplies.RecipientTooLong), (sender, recipient));
    }
}
