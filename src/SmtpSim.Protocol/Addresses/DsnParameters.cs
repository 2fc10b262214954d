using System.Text;

namespace SmtpSim.Protocol;

/// <summary>The values of DSN's parameters (RFC 3461 section 4).</summary>
internal static class DsnParameters
{
    /// <summary>The longest ORCPT in octets (RFC 3461 section 4.2).</summary>
    public const int MaxOriginalRecipient = 500;

    public static DsnReturn ParseReturn(ReadOnlySpan<byte> value) =>
        Ascii.EqualsIgnoreCase(value, "FULL"u8) ? DsnReturn.Full
        : Ascii.EqualsIgnoreCase(value, "HDRS"u8) ? DsnReturn.Headers
        : DsnReturn.Unspecified;

    /// <summary>NEVER alone, or SUCCESS, FAILURE and DELAY parted by commas; <see cref="DsnNotify.Unspecified"/> for anything else.</summary>
    public static DsnNotify ParseNotify(ReadOnlySpan<byte> value)
    {
        if (Ascii.EqualsIgnoreCase(value, "NEVER"u8)) return DsnNotify.Never;
        var notify = DsnNotify.Unspecified;
        foreach (var part in value.Split((byte)','))
        {
            var word = value[part];
            var one = Ascii.EqualsIgnoreCase(word, "SUCCESS"u8) ? DsnNotify.Success
                : Ascii.EqualsIgnoreCase(word, "FAILURE"u8) ? DsnNotify.Failure
                : Ascii.EqualsIgnoreCase(word, "DELAY"u8) ? DsnNotify.Delay
                : DsnNotify.Unspecified;
            if (one == DsnNotify.Unspecified) return one;
            notify |= one;
        }

        return notify;
    }

    /// <summary>An address type, an atom, then a semicolon and the address as xtext.</summary>
    public static bool IsOriginalRecipient(ReadOnlySpan<byte> value)
    {
        var semicolon = value.IndexOf((byte)';');
        if (value.Length > MaxOriginalRecipient || semicolon <= 0) return false;
        foreach (var octet in value[..semicolon])
        {
            if (!char.IsAsciiLetterOrDigit((char)octet) && octet != '-') return false;
        }

        return semicolon + 1 < value.Length && Xtext.IsValid(value[(semicolon + 1)..]);
    }

    /// <summary>As NOTIFY writes it.</summary>
    public static string Write(DsnNotify notify) => notify.HasFlag(DsnNotify.Never)
        ? "NEVER"
        : string.Join(',', new[]
        {
            notify.HasFlag(DsnNotify.Success) ? "SUCCESS" : "",
            notify.HasFlag(DsnNotify.Failure) ? "FAILURE" : "",
            notify.HasFlag(DsnNotify.Delay) ? "DELAY" : "",
        }.Where(word => word.Length > 0));
}
