using System.Buffers;
using System.Text;
using CsCheck;

namespace SmtpSim.Protocol.Tests;

public sealed class MailPathTests
{
    private const string Atext = "abzAZ019!#$%&'*+-/=?^_`{|}~";

    private static readonly Gen<string> Atom = Gen.Select(Gen.Char[Atext].Array[1, 8], letters => new string(letters));

    private static readonly Gen<string> Quoted = Gen.Select(
        Gen.OneOf<string>(
            Gen.Char[' ', '~'].Where(c => c is not ('"' or '\\')).Select(c => $"{c}"),
            Gen.Char[' ', '~'].Select(c => $"\\{c}")).Array[0, 10],
        parts => $"\"{string.Concat(parts)}\"");

    private static readonly Gen<string> LocalPart = Gen.OneOf<string>(Gen.Select(Atom.Array[1, 4], atoms => string.Join('.', atoms)), Quoted);

    private static readonly Gen<string> Label = Gen.Select(
        Gen.Char["aZ0"], Gen.Char["aZ0-"].Array[0, 8], Gen.Char["aZ0"], (a, b, c) => $"{a}{new string(b)}{c}");

    private static readonly Gen<string> Domain = Gen.OneOf<string>(
        Gen.Select(Label.Array[1, 4], labels => string.Join('.', labels)),
        Gen.Select(Gen.Byte, Gen.Byte, (a, b) => $"[10.{a}.0.{b}]"),
        Gen.OneOf("[IPv6:::1]", "[IPv6:2001:db8::25]", "[IPv6:::ffff:192.0.2.1]"));

    [Fact]
    public void TryRead_AnyMailboxOfTheGrammar_GivesItsParts() =>
        Gen.Select(LocalPart, Domain, Gen.OneOf("", "@relay.example:", "@one.example,@[10.0.0.1]:")).Sample((local, domain, route) =>
        {
            var text = Encoding.ASCII.GetBytes($"<{route}{local}@{domain}> SIZE=1");
            Assert.Equal(PathParse.Complete, MailPath.TryRead(text, out var path, out var length));
            Assert.Equal((local, domain), (Encoding.ASCII.GetString(path.LocalPart), Encoding.ASCII.GetString(path.Domain)));
            Assert.Equal(text.Length - 7, length);
            Assert.Equal($"{local}@{domain}", path.ToString());
        });

    [Fact]
    public void Writer_AnyMailbox_IsReadBack() =>
        Gen.Select(LocalPart, Domain, Gen.Long[-1, long.MaxValue]).Sample((local, domain, size) =>
        {
            var output = new ArrayBufferWriter<byte>();
            CommandWriter.WriteMail(output, $"{local}@{domain}", size);
            Assert.Equal(Transcript.Mail($"{local}@{domain}", size) + "\r\n", Encoding.ASCII.GetString(output.WrittenSpan));
            var command = Command.Parse(output.WrittenSpan[..^2]);
            Assert.True(MailArgument.TryParse(command.ArgumentOf(output.WrittenSpan), ServiceExtensions.Size, out var mail, out _));
            Assert.Equal(($"{local}@{domain}", size), (mail.ReversePath.ToString(), mail.Size));
        });

    [Fact]
    public void TryRead_AnyOctets_NeverThrows() =>
        Gen.Char["<>@.,:\"\\[]a0- \u00ff\0"].Array[0, 30].Sample(letters =>
        {
            var text = Encoding.Latin1.GetBytes("<" + new string(letters) + ">");
            var found = MailPath.TryRead(text, out var path, out var length);
            Assert.Equal(found == PathParse.Complete, length > 0);
            Assert.True(path.LocalPart.Length + path.Domain.Length <= length);
        });

    [Theory]
    [InlineData("<>", "")]
    [InlineData("<postmaster>", "postmaster")]
    [InlineData("<PostMaster>", "PostMaster")]
    [InlineData("<a@b>", "a@b")]
    [InlineData("<a@[IPv6:::1]>", "a@[IPv6:::1]")]
    [InlineData("<a@[ipv6:2001:db8::25]>", "a@[ipv6:2001:db8::25]")]
    [InlineData("<a@[X-tag:!anything:else~]>", "a@[X-tag:!anything:else~]")]
    public void TryRead_GoodPath_IsComplete(string text, string mailbox)
    {
        Assert.Equal(PathParse.Complete, MailPath.TryRead(Encoding.ASCII.GetBytes(text), out var path, out _));
        Assert.Equal(mailbox, path.ToString());
        Assert.Equal(mailbox.Length == 0, path.IsNull);
        Assert.Equal(mailbox.Equals("postmaster", StringComparison.OrdinalIgnoreCase), path.IsPostmaster);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a@b")]
    [InlineData("<a@b")]
    [InlineData("<a>")]
    [InlineData("<@b>")]
    [InlineData("<a@>")]
    [InlineData("<.a@b>")]
    [InlineData("<a.@b>")]
    [InlineData("<a..b@c>")]
    [InlineData("<a b@c>")]
    [InlineData("<a@b@c>")]
    [InlineData("<a@-b>")]
    [InlineData("<a@b->")]
    [InlineData("<a@b.>")]
    [InlineData("<a@b..c>")]
    [InlineData("<a@b_c>")]
    [InlineData("<a@[127.0.0]>")]
    [InlineData("<a@[127.0.0.256]>")]
    [InlineData("<a@[127.0.0.1>")]
    [InlineData("<a@[IPv6:1]>")]
    [InlineData("<a@[IPv6:fe80::1%1]>")]
    [InlineData("<a@[X-:1]>")]
    [InlineData("<a@[X:]>")]
    [InlineData("<a@[X:a b]>")]
    [InlineData("<a@[:1]>")]
    [InlineData("<\"a@b>")]
    [InlineData("<\"a\\\"@b>")]
    [InlineData("<@x a@b>")]
    [InlineData("<@x,a@b>")]
    [InlineData("<@:a@b>")]
    [InlineData("<ä@b>")]
    [InlineData("<someone>")]
    public void TryRead_BadPath_IsBadSyntax(string text) =>
        Assert.Equal(PathParse.BadSyntax, MailPath.TryRead(Encoding.Latin1.GetBytes(text), out _, out _));

    [Theory]
    [InlineData(64, 100, PathParse.Complete)]
    [InlineData(65, 100, PathParse.TooLong)]
    [InlineData(1, 252, PathParse.Complete)] // <a@ and > make 256 together with it
    [InlineData(1, 253, PathParse.TooLong)]
    [InlineData(1, 256, PathParse.TooLong)]
    public void TryRead_Limits_AreThoseOfTheRfc(int local, int domain, PathParse expected) =>
        Assert.Equal(expected, MailPath.TryRead(Encoding.ASCII.GetBytes($"<{new string('a', local)}@{new string('b', domain)}>"), out _, out _));
}
