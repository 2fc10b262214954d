using System.Buffers;
using System.Text;

namespace SmtpSim.Protocol.Tests;

/// <summary>Paths: what is read lies in the text, within the limits, and reads the same when it is written.</summary>
public static class MailPathFuzz
{
    public static void Run(ReadOnlySpan<byte> octets)
    {
        var ascii = MailPath.TryRead(octets, out _, out var asciiLength);
        var found = MailPath.TryRead(octets, out var path, out var length, utf8: true);
        Assert.True(ascii != PathParse.Complete || (found == PathParse.Complete && asciiLength == length), "ASCII is UTF-8 too");
        Assert.Equal(found == PathParse.Complete, length > 0);
        if (length == 0) return;
        Assert.InRange(length, 2, Math.Min(octets.Length, LineLimits.Path));
        Assert.InRange(path.LocalPart.Length, 0, LineLimits.LocalPart);
        Assert.InRange(path.Domain.Length, 0, LineLimits.Domain);
        var again = Encoding.UTF8.GetBytes("<" + path.ToString() + ">");
        Assert.Equal(PathParse.Complete, MailPath.TryRead(again, out var same, out _, utf8: true));
        Assert.Equal(path.ToString(), same.ToString());
    }
}

/// <summary>MAIL: a refusal exactly if it is not read, and nothing of an extension that was not offered.</summary>
public static class MailArgumentFuzz
{
    public static void Run(ReadOnlySpan<byte> octets)
    {
        Check(octets, ServiceExtensions.None);
        Check(octets, ServerOffer.Everything.Extensions);
        Check([.. "FROM:<a@b> "u8, .. octets], ServerOffer.Everything.Extensions);
    }

    private static void Check(ReadOnlySpan<byte> octets, ServiceExtensions offered)
    {
        var read = MailArgument.TryParse(octets, offered, out var mail, out var refusal);
        Assert.Equal(read, refusal.IsNone);
        if (!read) Assert.True(refusal.IsPermanentNegative);
        if (!read) return;
        Assert.InRange(mail.Size, -1, long.MaxValue);
        Assert.InRange(mail.EnvelopeId.Length, 0, MailArgument.MaxEnvelopeId);
        Assert.True(Xtext.IsValid(mail.EnvelopeId));
        Assert.True(mail.SmtpUtf8 || !mail.ReversePath.IsInternational);
        if (offered == ServiceExtensions.None) Assert.Equal((-1L, BodyType.Unspecified, false), (mail.Size, mail.Body, mail.SmtpUtf8));
    }
}

/// <summary>RCPT: the same.</summary>
public static class RcptArgumentFuzz
{
    public static void Run(ReadOnlySpan<byte> octets)
    {
        Check(octets, ServiceExtensions.None);
        Check(octets, ServerOffer.Everything.Extensions);
        Check([.. "TO:<a@b> "u8, .. octets], ServerOffer.Everything.Extensions);
    }

    private static void Check(ReadOnlySpan<byte> octets, ServiceExtensions offered)
    {
        var read = RcptArgument.TryParse(octets, offered, out var recipient, out var refusal);
        Assert.Equal(read, refusal.IsNone);
        if (!read) return;
        Assert.False(recipient.ForwardPath.IsNull);
        Assert.True((recipient.Notify & DsnNotify.Never) == 0 || recipient.Notify == DsnNotify.Never, "NEVER stands alone");
        if (offered == ServiceExtensions.None) Assert.True(recipient.Notify == DsnNotify.Unspecified && recipient.OriginalRecipient.IsEmpty);
    }
}

/// <summary>BDAT: what is read is what would be written.</summary>
public static class ChunkArgumentFuzz
{
    public static void Run(ReadOnlySpan<byte> octets)
    {
        if (!ChunkArgument.TryParse(octets, out var chunk)) return;
        Assert.InRange(chunk.Size, 0, long.MaxValue);
        var output = new ArrayBufferWriter<byte>();
        CommandWriter.WriteChunk(output, chunk);
        var command = Command.Parse(output.WrittenSpan[..^2]);
        Assert.True(ChunkArgument.TryParse(command.ArgumentOf(output.WrittenSpan), out var same));
        Assert.Equal((Verb.Bdat, chunk), (command.Verb, same));
    }
}

/// <summary>xtext: what is encoded is valid and decodes to itself; what is valid decodes.</summary>
public static class XtextFuzz
{
    public static void Run(ReadOnlySpan<byte> octets)
    {
        Assert.Equal(Xtext.IsValid(octets), Xtext.Decode(octets) is not null);
        var text = Encoding.Latin1.GetString(octets);
        var encoded = Encoding.ASCII.GetBytes(Xtext.Encode(text));
        Assert.True(Xtext.IsValid(encoded));
        Assert.Equal(text, Xtext.Decode(encoded));
    }
}
