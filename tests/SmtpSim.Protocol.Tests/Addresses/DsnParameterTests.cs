using System.Text;

namespace SmtpSim.Protocol.Tests;

public sealed class DsnParameterTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("QQ314159", "QQ314159")]
    [InlineData("a+2Bb+3Dc+20d", "a+b=c d")]
    [InlineData("+C3+BC", "\u00fc")]
    public void Xtext_WellFormed_IsDecodedAndEncodedBack(string encoded, string text)
    {
        Assert.Equal(text, Xtext.Decode(Encoding.ASCII.GetBytes(encoded)));
        Assert.Equal(encoded, Xtext.Encode(text));
    }

    [Theory]
    [InlineData("+")]
    [InlineData("+2")]
    [InlineData("+2b")]
    [InlineData("+G0")]
    [InlineData("a=b")]
    [InlineData("a b")]
    [InlineData("\u007f")]
    public void Xtext_Malformed_IsNone(string encoded) => Assert.Null(Xtext.Decode(Encoding.ASCII.GetBytes(encoded)));

    [Theory]
    [InlineData("NEVER", DsnNotify.Never)]
    [InlineData("success", DsnNotify.Success)]
    [InlineData("FAILURE,DELAY", DsnNotify.Failure | DsnNotify.Delay)]
    [InlineData("SUCCESS,SUCCESS", DsnNotify.Success)]
    [InlineData("NEVER,SUCCESS", DsnNotify.Unspecified)]
    [InlineData("SUCCESS,", DsnNotify.Unspecified)]
    [InlineData("", DsnNotify.Unspecified)]
    [InlineData("ALWAYS", DsnNotify.Unspecified)]
    public void Notify_Value_IsReadOrRefused(string value, DsnNotify expected)
    {
        var read = RcptArgument.TryParse(Encoding.ASCII.GetBytes($"TO:<a@b> NOTIFY={value}"), ServiceExtensions.Dsn, out var recipient, out var refusal);
        Assert.Equal(expected != DsnNotify.Unspecified, read);
        Assert.Equal(read ? expected : DsnNotify.Unspecified, read ? recipient.Notify : DsnNotify.Unspecified);
        if (!read) Assert.Equal("501 5.5.4", refusal.ToString());
    }

    [Fact]
    public void Mail_AllParameters_AreRead()
    {
        var argument = "FROM:<\u00fc@a.example> SIZE=5 BODY=BINARYMIME SMTPUTF8 RET=full ENVID=a+2Bb AUTH=<>";
        Assert.True(MailArgument.TryParse(Encoding.UTF8.GetBytes(argument), ServerOffer.Everything.Extensions, out var mail, out _));
        Assert.Equal((5L, BodyType.BinaryMime, true, DsnReturn.Full), (mail.Size, mail.Body, mail.SmtpUtf8, mail.Return));
        Assert.Equal(("a+b", "<>"), (Xtext.Decode(mail.EnvelopeId), Octets.Text(mail.AuthorizedBy)));
        Assert.Equal("\u00fc@a.example", mail.ReversePath.ToString());
    }

    [Theory]
    [InlineData("5", 5L, false)]
    [InlineData("0 LAST", 0L, true)]
    [InlineData("12 last", 12L, true)]
    [InlineData("999999999999999999  LAST", 999999999999999999L, true)]
    public void Chunk_GoodArgument_IsRead(string argument, long size, bool isLast)
    {
        Assert.True(ChunkArgument.TryParse(Encoding.ASCII.GetBytes(argument), out var chunk));
        Assert.Equal(new ChunkArgument(size, isLast), chunk);
    }

    [Theory]
    [InlineData("")]
    [InlineData("LAST")]
    [InlineData("-1")]
    [InlineData("5LAST")]
    [InlineData("5 LASTS")]
    [InlineData("5 ")]
    [InlineData("1e3")]
    [InlineData("1000000000000000000")]
    public void Chunk_BadArgument_IsRefused(string argument) => Assert.False(ChunkArgument.TryParse(Encoding.ASCII.GetBytes(argument), out _));
}
