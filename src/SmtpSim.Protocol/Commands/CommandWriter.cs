using System.Buffers;

namespace SmtpSim.Protocol;

/// <summary>Writes command lines. An argument that would break the line is an error of the caller, never sent.</summary>
public static class CommandWriter
{
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
    public static void WriteMail(IBufferWriter<byte> output, ReadOnlySpan<char> reversePath, long size = -1)
    {
        ArgumentNullException.ThrowIfNull(output);
        var line = new LineWriter(output, LineLimits.Command);
        line.Append("MAIL FROM:<");
        line.Append(reversePath);
        line.Append('>');
        if (size >= 0)
        {
            line.Append(" SIZE=");
            line.Append(size);
        }

        line.End();
    }

    /// <summary>RCPT.</summary>
    /// <inheritdoc cref="Write"/>
    public static void WriteRcpt(IBufferWriter<byte> output, ReadOnlySpan<char> forwardPath)
    {
        ArgumentNullException.ThrowIfNull(output);
        var line = new LineWriter(output, LineLimits.Command);
        line.Append("RCPT TO:<");
        line.Append(forwardPath);
        line.Append('>');
        line.End();
    }
}
