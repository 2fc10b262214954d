using System.Text;

namespace SmtpSim.Protocol;

/// <summary>The body type that a client declares (RFC 6152, RFC 3030).</summary>
public enum BodyType : byte
{
    Unspecified,
    SevenBit,
    EightBitMime,

    /// <summary>Any octets, in chunks alone.</summary>
    BinaryMime,
}

/// <summary>Body types as BODY names them.</summary>
internal static class BodyTypes
{
    public static string NameOf(BodyType body) => body switch
    {
        BodyType.SevenBit => "7BIT",
        BodyType.EightBitMime => "8BITMIME",
        BodyType.BinaryMime => "BINARYMIME",
        _ => "",
    };

    public static BodyType Parse(ReadOnlySpan<byte> value) =>
        Ascii.EqualsIgnoreCase(value, "7BIT"u8) ? BodyType.SevenBit
        : Ascii.EqualsIgnoreCase(value, "8BITMIME"u8) ? BodyType.EightBitMime
        : Ascii.EqualsIgnoreCase(value, "BINARYMIME"u8) ? BodyType.BinaryMime
        : BodyType.Unspecified;
}
