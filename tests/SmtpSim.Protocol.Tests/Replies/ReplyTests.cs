using CsCheck;

namespace SmtpSim.Protocol.Tests;

public sealed class ReplyTests
{
    [Fact]
    public void Of_AnyParts_GivesThemBack() =>
        Gen.Select(Gen.Int[200, 599].Where(code => code / 100 != 3), Gen.Int[0, 7], Gen.Int[0, 255], Gen.Int[0, 1023])
            .Sample((code, subject, detail, text) =>
            {
                var reply = Reply.Of(code, subject, detail, text);
                Assert.Equal((code, true, subject, detail, text), (reply.Code, reply.HasEnhancedStatus, reply.Subject, reply.Detail, reply.TextId));
                Assert.Equal(code / 100, reply.Class);
                Assert.Equal(Reply.Of(code, subject, detail, 0), reply.WithText(0));
                Assert.Equal((code, false, text), (Reply.Of(code, text).Code, Reply.Of(code, text).HasEnhancedStatus, Reply.Of(code, text).TextId));
            });

    [Theory]
    [InlineData(199, 0, 0, 0)]
    [InlineData(600, 0, 0, 0)]
    [InlineData(354, 0, 0, 0)]
    [InlineData(450, 8, 0, 0)]
    [InlineData(450, 0, 256, 0)]
    [InlineData(450, 0, 0, 1024)]
    [InlineData(450, -1, 0, 0)]
    public void Of_PartOutOfRange_Throws(int code, int subject, int detail, int text) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Reply.Of(code, subject, detail, text));

    [Theory]
    [InlineData(250, true, false, false, false)]
    [InlineData(354, false, true, false, false)]
    [InlineData(451, false, false, true, false)]
    [InlineData(554, false, false, false, true)]
    public void Class_FirstDigit_DecidesTheKind(int code, bool completion, bool intermediate, bool transient, bool permanent)
    {
        var reply = Reply.Of(code);
        Assert.Equal(
            (completion, intermediate, transient, permanent),
            (reply.IsPositiveCompletion, reply.IsPositiveIntermediate, reply.IsTransientNegative, reply.IsPermanentNegative));
    }

    [Fact]
    public void None_IsNoReplyOfAnyKind()
    {
        Assert.True(Reply.None.IsNone);
        Assert.False(Reply.None.IsPositiveCompletion || Reply.None.IsPositiveIntermediate
            || Reply.None.IsTransientNegative || Reply.None.IsPermanentNegative);
    }

    [Fact]
    public void ToString_EnhancedStatus_HasTheClassOfTheCode() =>
        Assert.Equal(("451 4.7.1", "354"), (Reply.Of(451, 7, 1).ToString(), Reply.Of(354).ToString()));
}
