namespace SmtpSim.Protocol;

/// <summary>Walks the parameters after a path, such as <c> SIZE=123 BODY=8BITMIME</c> (RFC 5321 section 4.1.2).</summary>
internal ref struct EsmtpParameters(ReadOnlySpan<byte> text)
{
    private ReadOnlySpan<byte> _rest = text;

    public readonly bool AtEnd => _rest.IsEmpty;

    /// <summary>Reads the next parameter; false if it breaks the grammar.</summary>
    /// <param name="keyword">A letter or digit, then letters, digits and hyphens.</param>
    /// <param name="value">What follows the equals sign; empty without one.</param>
    public bool TryRead(out ReadOnlySpan<byte> keyword, out ReadOnlySpan<byte> value)
    {
        keyword = default;
        value = default;
        if (_rest is not [(byte)' ', .. var parameter]) return false;
        var end = parameter.IndexOf((byte)' ');
        if (end < 0) end = parameter.Length;
        _rest = parameter[end..];
        parameter = parameter[..end];

        var equals = parameter.IndexOf((byte)'=');
        keyword = equals < 0 ? parameter : parameter[..equals];
        if (keyword.IsEmpty || keyword[0] == '-' || !IsKeyword(keyword)) return false;
        if (equals < 0) return true;
        value = parameter[(equals + 1)..];
        return !value.IsEmpty && !value.Contains((byte)'=') && !value.ContainsAnyExceptInRange((byte)'!', (byte)'~');
    }

    private static bool IsKeyword(ReadOnlySpan<byte> text)
    {
        foreach (var octet in text)
        {
            if (!char.IsAsciiLetterOrDigit((char)octet) && octet != '-') return false;
        }

        return true;
    }
}
