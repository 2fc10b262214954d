namespace SmtpSim.Protocol;

/// <summary>What of a reply decides the next state: the first digit of its code (RFC 5321 section 4.2.1), and two codes by themselves.</summary>
public enum ReplyMeaning : byte
{
    /// <summary>2yz.</summary>
    PositiveCompletion,

    /// <summary>3yz.</summary>
    PositiveIntermediate,

    /// <summary>4yz but 421.</summary>
    TransientNegative,

    /// <summary>5yz but 503.</summary>
    PermanentNegative,

    /// <summary>421: the session ends.</summary>
    ServiceClosing,

    /// <summary>503: the command came out of order.</summary>
    BadSequence,
}

/// <summary>The meanings of all codes.</summary>
internal static class ReplyMeanings
{
    public const int Count = (int)ReplyMeaning.BadSequence + 1;

    /// <summary>By code; as many as ten bits can tell apart, so that no code needs a check.</summary>
    public static readonly byte[] OfCode = [.. Enumerable.Range(0, 1024).Select(code => (byte)Of(code))];

    /// <summary>A reply with the meaning.</summary>
    public static Reply Example(ReplyMeaning meaning) => Reply.Of(meaning switch
    {
        ReplyMeaning.PositiveCompletion => 250,
        ReplyMeaning.PositiveIntermediate => 354,
        ReplyMeaning.TransientNegative => 451,
        ReplyMeaning.PermanentNegative => 550,
        ReplyMeaning.ServiceClosing => 421,
        _ => 503,
    });

    private static ReplyMeaning Of(int code) => code switch
    {
        421 => ReplyMeaning.ServiceClosing,
        503 => ReplyMeaning.BadSequence,
        >= 200 and < 300 => ReplyMeaning.PositiveCompletion,
        >= 300 and < 400 => ReplyMeaning.PositiveIntermediate,
        >= 400 and < 500 => ReplyMeaning.TransientNegative,
        _ => ReplyMeaning.PermanentNegative,
    };
}
