namespace SmtpSim.Model;

/// <summary>A pattern of addresses: <c>*</c> stands for any characters, also none, and letters are of either case.</summary>
public static class AddressPattern
{
    /// <summary>Whether the whole address fits. Linear in the address for each star: no pattern makes it slow.</summary>
    public static bool Fits(ReadOnlySpan<char> pattern, ReadOnlySpan<char> address)
    {
        var (p, a, star, retry) = (0, 0, -1, 0);
        while (a < address.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                (star, retry) = (p++, a);
            }
            else if (p < pattern.Length && char.ToLowerInvariant(pattern[p]) == char.ToLowerInvariant(address[a]))
            {
                p++;
                a++;
            }
            else if (star >= 0)
            {
                p = star + 1; // the last star takes one character more
                a = ++retry;
            }
            else
            {
                return false;
            }
        }
        return pattern[p..].TrimStart('*').IsEmpty;
    }
}
