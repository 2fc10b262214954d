namespace SmtpSim.Wire;

/// <summary>What is wrong with the form of a reply, though it can be read (RFC 5321 sections 4.2 and 4.5.3.1.5).</summary>
[Flags]
internal enum ReplyFlaws : byte
{
    None = 0,

    /// <summary>A line ends with LF alone.</summary>
    BareLineFeed = 1,

    /// <summary>CR stands elsewhere than before LF.</summary>
    BareCarriageReturn = 2,

    /// <summary>Something else than printable ASCII and tabs.</summary>
    NotText = 4,

    /// <summary>A line of more than 512 octets.</summary>
    LongLine = 8,

    /// <summary>The first digit is not 2 to 5, or the second not 0 to 5.</summary>
    OddCode = 16,

    /// <summary>The lines have different codes.</summary>
    CodesDiffer = 32,

    /// <summary>The code is followed by something else than a space, a hyphen or the end of the line.</summary>
    OddSeparator = 64,
}

/// <summary>A reply as it came, or the end of the connection in its place.</summary>
/// <param name="Code">The code of its last line; 0 for a closed connection.</param>
/// <param name="Lines">The texts of its lines, codes left off.</param>
/// <param name="Flaws">What is wrong with its form.</param>
internal sealed record ProbeReply(int Code, IReadOnlyList<string> Lines, ReplyFlaws Flaws)
{
    public static ProbeReply Closed { get; } = new(0, [], ReplyFlaws.None);

    public bool IsClosed => Code == 0;

    public bool IsPositive => Code is >= 200 and < 300;

    public string Text => Lines.Count == 0 ? "" : Lines[0];
}
