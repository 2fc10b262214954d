namespace SmtpSim.Results;

/// <summary>Failures that are no reply and no fault of a session, by the words of Postfix's smtp_addr.c, smtp_connect.c, smtp_proto.c and qmgr.</summary>
internal static class NotModelled
{
    private static readonly (string Words, string Kind)[] Kinds =
    [
        (Suspended, "destination suspended"),
        ("nullMX", "null MX"),
        ("loops back to myself", "mail loop"),
        ("TLS is required", "TLS required"),
        ("Cannot start TLS", "TLS required"),
    ];

    /// <summary>The queue manager's word for a destination that it leaves alone; the earlier failure is quoted behind it.</summary>
    public const string Suspended = "delivery temporarily suspended";

    public static string KindOf(ReadOnlySpan<char> text)
    {
        if (text.StartsWith(Suspended, StringComparison.Ordinal))
            return Kinds[0].Kind;
        foreach (var (words, kind) in Kinds)
        {
            if (text.Contains(words, StringComparison.Ordinal))
                return kind;
        }

        return "other";
    }
}
