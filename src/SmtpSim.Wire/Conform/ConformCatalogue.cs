namespace SmtpSim.Wire;

/// <summary>All cases, subject by subject, in the order of the report.</summary>
public static class ConformCatalogue
{
    public static IReadOnlyList<ConformCase> All { get; } =
    [
        .. Group("greeting", GreetingCases.All),
        .. Group("replies", ReplyCases.All),
        .. Group("hello", HelloCases.All),
        .. Group("mail", MailCases.All),
        .. Group("rcpt", RcptCases.All),
        .. Group("addresses", AddressCases.All),
        .. Group("data", DataCases.All),
        .. Group("transparency", TransparencyCases.All),
        .. Group("end of data", EndOfDataCases.All),
        .. Group("rset", RsetCases.All),
        .. Group("noop, vrfy, expn, help", OtherCommandCases.All),
        .. Group("quit", QuitCases.All),
        .. Group("syntax", SyntaxCases.All),
        .. Group("limits", LimitCases.All),
        .. Group("hostile input", HostileCases.All),
        .. Group("pipelining", PipeliningCases.All, "PIPELINING"),
        .. Group("size", SizeCases.All, "SIZE"),
        .. Group("8bitmime", EightBitCases.All, "8BITMIME"),
        .. Group("smtputf8", Utf8Cases.All, "SMTPUTF8"),
        .. Group("chunking", ChunkingCases.All, "CHUNKING"),
        .. Group("dsn", DsnCases.All, "DSN"),
        .. Group("starttls", StartTlsCases.All, "STARTTLS"),
        .. Group("auth", AuthCases.All, "AUTH"),
        .. Group("enhanced status codes", EnhancedStatusCases.All, "ENHANCEDSTATUSCODES"),
        .. Group("limits extension", LimitsExtensionCases.All, "LIMITS"),
        .. Group("lmtp", LmtpCases.All),
    ];

    /// <summary>The cases whose id, subject or extension has the pattern in it; <c>*</c> stands for anything.</summary>
    public static IReadOnlyList<ConformCase> Matching(string pattern)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        return [.. All.Where(one => Has(one.Id) || Has(one.Group) || (one.Needs is { } keyword && Has(keyword)))];

        bool Has(string text)
        {
            var at = 0;
            foreach (var part in pattern.Split('*'))
            {
                var found = text.IndexOf(part, at, StringComparison.OrdinalIgnoreCase);
                if (found < 0)
                    return false;
                at = found + part.Length;
            }
            return true;
        }
    }

    private static IEnumerable<ConformCase> Group(string name, IEnumerable<ConformCase> cases, string? needs = null)
        => cases.Select(one => one with { Group = name, Needs = one.Needs ?? needs });
}
