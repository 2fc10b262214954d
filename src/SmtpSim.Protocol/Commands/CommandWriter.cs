using System.Buffers;

namespace SmtpSim.Protocol;

/// <summary>Writes command lines. An argument that would break the line is an error of the caller, never sent.</summary>
public static class CommandWriter
{
    /// <summary>With the parameters of all extensions.</summary>
    private static readonly int MaxLine = LineLimits.CommandWith(ServerOffer.Everything.Extensions);

    /// <summary>A verb and its argument, if it has one.</summary>
    /// <exception cref="ArgumentException">The argument is too long or is not printable ASCII.</exception>
    public static void Write(IBufferWriter<byte> output, Verb verb, ReadOnlySpan<char> argument = default)
    {
        ArgumentNullException.ThrowIfNull(output);
        var line = new LineWriter(output, LineLimits.Command);
        line.Append(Verbs.TextOf(verb));
        if (!argument.IsEmpty)
        {
            line.Append(' ');
            line.Append(argument);
        }

        line.End();
    }

    /// <summary>MAIL, with SIZE (RFC 1870) if <paramref name="size"/> is not negative.</summary>
    /// <inheritdoc cref="Write"/>
    public static void WriteMail(IBufferWriter<byte> output, ReadOnlySpan<char> reversePath, long size = -1) =>
        WriteMail(output, reversePath, new MailParameters { Size = size });

    /// <summary>MAIL with the parameters of extensions.</summary>
    /// <inheritdoc cref="Write"/>
    public static void WriteMail(IBufferWriter<byte> output, ReadOnlySpan<char> reversePath, in MailParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(output);
        var line = new LineWriter(output, MaxLine);
        line.Append("MAIL FROM:<");
        if (parameters.SmtpUtf8) line.AppendUtf8(reversePath);
        else line.Append(reversePath);
        line.Append('>');
        if (parameters.Size >= 0)
        {
            line.Append(" SIZE=");
            line.Append(parameters.Size);
        }

        if (parameters.Body != BodyType.Unspecified) line.AppendParameter("BODY", BodyTypes.NameOf(parameters.Body));
        if (parameters.SmtpUtf8) line.Append(" SMTPUTF8");
        if (parameters.Return != DsnReturn.Unspecified) line.AppendParameter("RET", parameters.Return == DsnReturn.Full ? "FULL" : "HDRS");
        if (parameters.EnvelopeId is { } id) line.AppendParameter("ENVID", Xtext.Encode(id));
        line.End();
    }

    /// <summary>RCPT.</summary>
    /// <inheritdoc cref="Write"/>
    public static void WriteRcpt(IBufferWriter<byte> output, ReadOnlySpan<char> forwardPath) => WriteRcpt(output, forwardPath, default);

    /// <summary>RCPT with the parameters of DSN (RFC 3461).</summary>
    /// <param name="output">Takes the line.</param>
    /// <param name="forwardPath">The mailbox.</param>
    /// <param name="notification">NOTIFY and ORCPT, each left out if it has no value.</param>
    /// <param name="smtpUtf8">MAIL said SMTPUTF8: the path may hold UTF-8.</param>
    /// <inheritdoc cref="Write"/>
    public static void WriteRcpt(
        IBufferWriter<byte> output, ReadOnlySpan<char> forwardPath, RecipientNotification notification, bool smtpUtf8 = false)
    {
        ArgumentNullException.ThrowIfNull(output);
        var line = new LineWriter(output, MaxLine);
        line.Append("RCPT TO:<");
        if (smtpUtf8) line.AppendUtf8(forwardPath);
        else line.Append(forwardPath);
        line.Append('>');
        if (notification.Notify != DsnNotify.Unspecified) line.AppendParameter("NOTIFY", DsnParameters.Write(notification.Notify));
        if (notification.OriginalRecipient is { } original)
        {
            var address = original.IndexOf(';') + 1;
            line.AppendParameter("ORCPT", original[..address] + Xtext.Encode(original[address..]));
        }

        line.End();
    }

    /// <summary>BDAT (RFC 3030); the octets of the chunk are to follow.</summary>
    public static void WriteChunk(IBufferWriter<byte> output, ChunkArgument chunk)
    {
        ArgumentNullException.ThrowIfNull(output);
        var line = new LineWriter(output, LineLimits.Command);
        line.Append("BDAT ");
        line.Append(chunk.Size);
        if (chunk.IsLast) line.Append(" LAST");
        line.End();
    }

    /// <summary>AUTH, or a line of its exchange, as it is (RFC 4954 section 4).</summary>
    /// <inheritdoc cref="Write"/>
    internal static void WriteAuth(IBufferWriter<byte> output, ReadOnlySpan<char> text)
    {
        var line = new LineWriter(output, LineLimits.Auth);
        line.Append(text);
        line.End();
    }
}
