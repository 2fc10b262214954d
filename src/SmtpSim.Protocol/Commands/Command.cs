namespace SmtpSim.Protocol;

/// <summary>A command line understood as far as its verb: where the argument stands, not what it means.</summary>
/// <param name="Verb">The verb; <see cref="Verb.Unknown"/> for any word that is none.</param>
/// <param name="ArgumentStart">Offset of the argument from the beginning of the line, in octets.</param>
/// <param name="ArgumentLength">Length of the argument without white space around it, in octets; 0 without one.</param>
public readonly record struct Command(Verb Verb, int ArgumentStart, int ArgumentLength)
{
    /// <summary>The argument in the line, or in the buffer that begins with the line.</summary>
    public ReadOnlySpan<byte> ArgumentOf(ReadOnlySpan<byte> line) => line.Slice(ArgumentStart, ArgumentLength);

    /// <summary>Reads a line without its CRLF. White space after the last word is tolerated (RFC 5321 section 4.1.1).</summary>
    public static Command Parse(ReadOnlySpan<byte> line)
    {
        line = line.TrimEnd(" \t"u8);
        var space = line.IndexOf((byte)' ');
        if (space < 0) return new Command(Verbs.Parse(line), line.Length, 0);
        var start = space + line[space..].IndexOfAnyExcept((byte)' ', (byte)'\t');
        return new Command(Verbs.Parse(line[..space]), start, line.Length - start);
    }
}
