using System.Buffers;
using System.Text;
using CsCheck;

namespace SmtpSim.Protocol.Tests;

public sealed class ReplyParserTests
{
    private static readonly Gen<Reply> AnyReply = Gen.OneOf<Reply>(
        Gen.Int[200, 599].Select(code => Reply.Of(code)),
        Gen.Select(Gen.OneOf(250, 421, 451, 550, 599), Gen.Int[0, 7], Gen.Int[0, 255], (code, subject, detail) => Reply.Of(code, subject, detail)));

    private static readonly Gen<string> Text = Gen.Select(
        Gen.Char['A', 'Z'].Array[0, 20].Array[1, 5],
        lines => string.Join('\n', lines.Select(line => new string(line))));

    [Fact]
    public void Writer_AnyReply_IsReadBackByTheParser() =>
        Gen.Select(AnyReply, Text).Sample((reply, text) =>
        {
            var output = new ArrayBufferWriter<byte>();
            ReplyWriter.Write(output, reply, text);
            var lines = new List<string>();
            var parser = new ReplyParser();
            var rest = output.WrittenSpan;
            ReplyParse found;
            do
            {
                found = parser.TryRead(rest, out var line, out var consumed);
                lines.Add(Encoding.ASCII.GetString(line.TextOf(rest)));
                Assert.Equal(reply, line.Reply);
                rest = rest[consumed..];
            }
            while (found == ReplyParse.Line);

            Assert.Equal(ReplyParse.Complete, found);
            Assert.Equal(text, string.Join('\n', lines));
            Assert.True(rest.IsEmpty);
        });

    [Theory]
    [InlineData("250", "250", "")]
    [InlineData("250 ", "250", "")]
    [InlineData("250 Ok", "250", "Ok")]
    [InlineData("250 2.1.5", "250 2.1.5", "")]
    [InlineData("250 2.1.5 Ok", "250 2.1.5", "Ok")]
    [InlineData("451 4.7.255 x", "451 4.7.255", "x")]
    [InlineData("451 5.7.1 x", "451", "5.7.1 x")] // the class must be the code's
    [InlineData("451 4.8.1 x", "451", "4.8.1 x")]
    [InlineData("451 4.7.256 x", "451", "4.7.256 x")]
    [InlineData("451 4.7.1x", "451", "4.7.1x")]
    [InlineData("451 4.7", "451", "4.7")]
    [InlineData("354 3.0.0 x", "354", "3.0.0 x")]
    public void TryRead_OneLine_GivesCodesAndText(string line, string codes, string text)
    {
        var octets = Encoding.ASCII.GetBytes(line + "\r\n");
        var parser = new ReplyParser();
        Assert.Equal(ReplyParse.Complete, parser.TryRead(octets, out var found, out var consumed));
        Assert.Equal((codes, text, octets.Length), (found.Reply.ToString(), Encoding.ASCII.GetString(found.TextOf(octets)), consumed));
    }

    [Theory]
    [InlineData(@"\r\n", ReplyParse.BadSyntax)]
    [InlineData(@"25\r\n", ReplyParse.BadSyntax)]
    [InlineData(@"2500\r\n", ReplyParse.BadSyntax)]
    [InlineData(@"250_Ok\r\n", ReplyParse.BadSyntax)]
    [InlineData(@"150 Ok\r\n", ReplyParse.BadSyntax)]
    [InlineData(@"600 Ok\r\n", ReplyParse.BadSyntax)]
    [InlineData(@"250 a\nb\r\n", ReplyParse.BadSyntax)]
    [InlineData(@"250 a\0b\r\n", ReplyParse.BadSyntax)]
    [InlineData(@"250-a\r\n550 b\r\n", ReplyParse.CodeMismatch)]
    [InlineData(@"250 {x*600}\r\n", ReplyParse.LineTooLong)]
    [InlineData(@"250 {x*600}", ReplyParse.LineTooLong)]
    public void TryRead_NoReply_StaysInError(string wire, ReplyParse failure)
    {
        ReadOnlySpan<byte> octets = Octets.Of(wire);
        var parser = new ReplyParser();
        ReplyParse found;
        while ((found = parser.TryRead(octets, out _, out var consumed)) == ReplyParse.Line) octets = octets[consumed..];

        Assert.Equal(failure, found);
        Assert.Equal(failure, parser.TryRead("250 Ok\r\n"u8, out _, out var all));
        Assert.Equal(8, all);
    }

    [Fact]
    public void TryRead_HundredLines_AreTheMost()
    {
        var parser = new ReplyParser();
        for (var i = 1; i < ReplyParser.MaxLines; i++) Assert.Equal(ReplyParse.Line, parser.TryRead("250-x\r\n"u8, out _, out _));
        var longer = parser;
        Assert.Equal(ReplyParse.Complete, parser.TryRead("250 x\r\n"u8, out _, out _));
        Assert.Equal(ReplyParse.Line, parser.TryRead("250-x\r\n"u8, out _, out _)); // the next reply counts anew
        longer.TryRead("250-x\r\n"u8, out _, out _);
        Assert.Equal(ReplyParse.TooManyLines, longer.TryRead("250 x\r\n"u8, out _, out _));
    }

    [Fact]
    public void Writer_LongOrStrangeText_IsCutAndCleaned()
    {
        var output = new ArrayBufferWriter<byte>();
        ReplyWriter.Write(output, Reply.Of(250), "a\rb\0ä" + new string('x', 600));
        Assert.Equal(512, output.WrittenCount);
        Assert.StartsWith("250 a?b??xxx", Encoding.ASCII.GetString(output.WrittenSpan));
    }
}
