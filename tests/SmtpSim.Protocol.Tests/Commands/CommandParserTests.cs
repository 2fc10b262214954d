using System.Buffers;
using System.Text;
using CsCheck;

namespace SmtpSim.Protocol.Tests;

public sealed class CommandParserTests
{
    private static readonly Gen<string> Argument = Gen.Select(Gen.Char[' ', '~'].Array[0, 60], letters => new string(letters).Trim());

    [Theory]
    [InlineData("NOOP", Verb.Noop, "")]
    [InlineData("noop  ", Verb.Noop, "")]
    [InlineData("noop\t", Verb.Noop, "")]
    [InlineData("EHLO mta.example", Verb.Ehlo, "mta.example")]
    [InlineData("eHlO  mta.example \t", Verb.Ehlo, "mta.example")]
    [InlineData("MAIL FROM:<a@b> SIZE=1", Verb.Mail, "FROM:<a@b> SIZE=1")]
    [InlineData("", Verb.Unknown, "")]
    [InlineData(" ", Verb.Unknown, "")]
    [InlineData(" NOOP", Verb.Unknown, "NOOP")]
    [InlineData("NOOPS", Verb.Unknown, "")]
    [InlineData("NOO", Verb.Unknown, "")]
    [InlineData("STARTTLS", Verb.StartTls, "")]
    [InlineData("STARTTLX", Verb.Unknown, "")]
    [InlineData("EHLO\tx", Verb.Unknown, "")]
    [InlineData("\u000E\u000F\u000F\u0010", Verb.Unknown, "")] // NOOP less 0x40: only letters are letters
    public void TryRead_Line_GivesVerbAndArgument(string line, Verb verb, string argument)
    {
        var octets = Encoding.Latin1.GetBytes(line + "\r\nnext");
        var parser = new CommandParser();

        Assert.Equal(CommandParse.Complete, parser.TryRead(octets, out var command, out var consumed));
        Assert.Equal((verb, argument, line.Length + 2), (command.Verb, Encoding.Latin1.GetString(command.ArgumentOf(octets)), consumed));
    }

    [Fact]
    public void Verbs_Text_ParsesBack() =>
        Assert.All(Enum.GetValues<Verb>(), verb => Assert.Equal(verb, Verbs.Parse(Encoding.ASCII.GetBytes(Verbs.TextOf(verb).ToLowerInvariant()))));

    [Fact]
    public void Writer_AnyCommand_IsReadBackByTheParser() =>
        Gen.Select(Gen.Enum<Verb>().Where(verb => verb != Verb.Unknown), Argument).Sample((verb, argument) =>
        {
            var output = new ArrayBufferWriter<byte>();
            CommandWriter.Write(output, verb, argument);
            var parser = new CommandParser();
            Assert.Equal(CommandParse.Complete, parser.TryRead(output.WrittenSpan, out var command, out var consumed));
            Assert.Equal((verb, argument), (command.Verb, Encoding.ASCII.GetString(command.ArgumentOf(output.WrittenSpan))));
            Assert.Equal(output.WrittenCount, consumed);
            Assert.Equal(Transcript.Command(verb, argument) + "\r\n", Encoding.ASCII.GetString(output.WrittenSpan));
        });

    [Fact]
    public void TryRead_LineOfExactlyTheLimit_IsComplete()
    {
        var parser = new CommandParser();
        Assert.Equal(CommandParse.Complete, parser.TryRead(Line(512), out _, out _));
        Assert.Equal(CommandParse.LineTooLong, parser.TryRead(Line(513), out _, out _));
        parser = new CommandParser(600);
        Assert.Equal(CommandParse.Complete, parser.TryRead(Line(600), out _, out _));
        Assert.Equal(CommandParse.LineTooLong, parser.TryRead(Line(601), out _, out _));
    }

    /// <summary>An endless line is dropped as it comes, but for a CR that may begin the CRLF.</summary>
    [Fact]
    public void TryRead_EndlessLine_IsDroppedUntilItsCrLf()
    {
        var parser = new CommandParser();
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(CommandParse.NeedMore, parser.TryRead(new byte[4096], out _, out var dropped));
            Assert.Equal(4096, dropped);
        }

        Assert.Equal(CommandParse.NeedMore, parser.TryRead("xxx\r"u8, out _, out var consumed));
        Assert.Equal(3, consumed);
        Assert.Equal(CommandParse.LineTooLong, parser.TryRead("\r\nQUIT\r\n"u8, out _, out consumed));
        Assert.Equal(2, consumed);
        Assert.Equal(CommandParse.Complete, parser.TryRead("QUIT\r\n"u8, out var command, out _));
        Assert.Equal(Verb.Quit, command.Verb);
    }

    [Theory]
    [InlineData("a\r\nQUIT")]
    [InlineData("a\nb")]
    [InlineData("ä")]
    public void Writer_ArgumentThatWouldBreakTheLine_Throws(string argument)
    {
        var output = new ArrayBufferWriter<byte>();
        Assert.Throws<ArgumentException>(() => CommandWriter.Write(output, Verb.Noop, argument));
        Assert.Throws<ArgumentException>(() => CommandWriter.WriteMail(output, argument));
        Assert.Throws<ArgumentException>(() => CommandWriter.WriteRcpt(output, argument));
        Assert.Equal(0, output.WrittenCount);
    }

    [Fact]
    public void Writer_LineOverTheLimit_Throws()
    {
        var output = new ArrayBufferWriter<byte>();
        CommandWriter.Write(output, Verb.Noop, new string('x', 505));
        Assert.Throws<ArgumentException>(() => CommandWriter.Write(output, Verb.Noop, new string('x', 506)));
        Assert.Throws<ArgumentException>(() => CommandWriter.WriteMail(output, new string('x', 1690), 12345));
        Assert.Equal(512, output.WrittenCount);
    }

    private static byte[] Line(int length) => Encoding.ASCII.GetBytes(("NOOP " + new string('x', length))[..(length - 2)] + "\r\n");
}
