using System.Text;

namespace SmtpSim.Protocol;

/// <summary>The argument of BDAT (RFC 3030 section 2): the octets of the chunk that follows the line, and whether it is the last.</summary>
/// <param name="Size">Octets, 0 or more; what exceeds a long is refused.</param>
/// <param name="IsLast">LAST: the message ends with this chunk.</param>
public readonly record struct ChunkArgument(long Size, bool IsLast)
{
    /// <summary>Reads what follows <c>BDAT </c>. If it cannot, nobody knows how long the chunk is.</summary>
    public static bool TryParse(ReadOnlySpan<byte> argument, out ChunkArgument chunk)
    {
        chunk = default;
        var end = argument.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        var digits = end < 0 ? argument : argument[..end];
        var rest = argument[digits.Length..];
        if (digits.Length is 0 or > 18) return false;
        if (!rest.IsEmpty && !(rest[0] == ' ' && Ascii.EqualsIgnoreCase(rest.TrimStart((byte)' '), "LAST"u8))) return false;
        chunk = new ChunkArgument(long.Parse(digits), !rest.IsEmpty);
        return true;
    }
}
