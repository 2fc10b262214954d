namespace SmtpSim.Wire;

/// <summary>
/// Which replies a step accepts: codes parted by blanks, <c>x</c> for any digit, <c>close</c> for a closed connection, <c>!</c> before
/// all of them for any reply but these: <c>250 251</c>, <c>5xx close</c>, <c>!500 501</c>.
/// </summary>
internal static class ReplyCodes
{
    private const string Close = "close";

    public static bool Accept(string pattern, ProbeReply reply)
    {
        var but = pattern.StartsWith('!');
        var matches = pattern.TrimStart('!').Split(' ').Any(one => Matches(one, reply));
        return matches != but && (!but || !reply.IsClosed);
    }

    /// <summary>The pattern in words: <c>250 or 251</c>, <c>any reply but 500 or 501</c>.</summary>
    public static string InWords(string pattern)
    {
        var words = pattern.TrimStart('!').Split(' ').Select(one => one == Close ? "a closed connection" : one.Replace("xx", "yz", StringComparison.Ordinal)).ToList();
        var list = words.Count == 1 ? words[0] : $"{string.Join(", ", words.SkipLast(1))} or {words[^1]}";
        return pattern.StartsWith('!') ? $"any reply but {list}" : list;
    }

    private static bool Matches(string one, ProbeReply reply)
    {
        if (one == Close || reply.IsClosed)
            return one == Close && reply.IsClosed;
        var code = reply.Code.ToString("000");
        return one.Length == code.Length && one.Zip(code, (wanted, digit) => wanted == 'x' || wanted == digit).All(fits => fits);
    }
}
