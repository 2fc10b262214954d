using System.Globalization;
using SmtpSim.Model;

namespace SmtpSim.Results;

/// <summary>Why an attempt failed, as far as the log's text tells.</summary>
/// <param name="At">The step of the session.</param>
/// <param name="Kind">What happened there.</param>
/// <param name="Code">The reply code; 0 where there was no reply.</param>
/// <param name="Status">The enhanced status code behind it, such as <c>4.7.1</c>; empty where there was none.</param>
/// <param name="IsTemporary">The message was deferred, not returned.</param>
internal sealed record LoggedFailure(SessionStep At, FaultKind Kind, int Code, string Status, bool IsTemporary)
{
    private const int MostSubject = 7; // RFC 3463 section 3

    /// <summary>The look-up of the domain failed, so that there was no session at all.</summary>
    public DnsFaultKind? Dns { get; init; }

    /// <summary>Reads what stands in parentheses at the end of a line of smtp(8).</summary>
    /// <returns>Null where it is about something else than the session, such as DNS.</returns>
    public static LoggedFailure? Read(ReadOnlySpan<char> text, bool isTemporary)
    {
        if (text.StartsWith(NotModelled.Suspended, StringComparison.Ordinal))
            return null; // no session was tried: what follows tells of an earlier one
        if (text.StartsWith("connect to ", StringComparison.Ordinal))
            return new LoggedFailure(SessionStep.Connect, text.Contains("timed out", StringComparison.Ordinal) ? FaultKind.Timeout : FaultKind.Refuse, 0, "", isTemporary);
        if (TryAfter(text, " refused to talk to me: ", out var reply))
            return Reply(SessionStep.Greeting, reply, isTemporary);
        if (TryAfter(text, " said: ", out reply))
            return StepOf(text, text.LastIndexOf("(in reply to ", StringComparison.Ordinal)) is { } said ? Reply(said, reply, isTemporary) : null;
        var lost = text.StartsWith("lost connection with ", StringComparison.Ordinal);
        if (!lost && !text.Contains(" timed out while ", StringComparison.Ordinal))
            return null;
        return StepOf(text, text.LastIndexOf(" while ", StringComparison.Ordinal)) is { } step
            ? new LoggedFailure(step, lost ? FaultKind.Reset : FaultKind.Silent, 0, "", isTemporary)
            : null;
    }

    private static LoggedFailure? Reply(SessionStep at, ReadOnlySpan<char> reply, bool isTemporary)
    {
        if (reply.Length < 3 || !int.TryParse(reply[..3], NumberStyles.None, CultureInfo.InvariantCulture, out var code) || code is < 400 or > 599)
            return null;
        var rest = reply[3..].TrimStart(" -");
        var end = rest.IndexOf(' ');
        var status = end < 0 ? rest : rest[..end];
        return new LoggedFailure(at, FaultKind.Reply, code, IsStatus(status, code / 100) ? status.ToString() : "", isTemporary);
    }

    /// <summary>An enhanced status code (RFC 3463) of the reply's class, as a scenario may have it: details from 256 on, such as Exchange Online's 4.7.500, it has not.</summary>
    private static bool IsStatus(ReadOnlySpan<char> word, int replyClass)
    {
        var parts = word.ToString().Split('.');
        return word.Length <= 9 && parts.Length == 3 && parts[0] == replyClass.ToString(CultureInfo.InvariantCulture)
            && parts.All(part => part.Length is >= 1 and <= 3 && part.All(char.IsAsciiDigit))
            && int.Parse(parts[1], CultureInfo.InvariantCulture) <= MostSubject && int.Parse(parts[2], CultureInfo.InvariantCulture) <= byte.MaxValue;
    }

    // The words of smtp_proto.c, the more particular ones first.
    private static SessionStep? StepOf(ReadOnlySpan<char> text, int from)
    {
        if (from < 0)
            return null;
        var words = text[from..];
        return Has(words, "greeting") ? SessionStep.Greeting
            : Has(words, "EHLO") || Has(words, "HELO") ? SessionStep.Hello
            : Has(words, "end of DATA") || Has(words, "end of data") || Has(words, "message body") || Has(words, "BDAT") ? SessionStep.Body
            : Has(words, "DATA") ? SessionStep.Data
            : Has(words, "RCPT TO") ? SessionStep.Rcpt
            : Has(words, "MAIL FROM") ? SessionStep.Mail
            : null;
    }

    private static bool Has(ReadOnlySpan<char> text, string word) => text.Contains(word, StringComparison.Ordinal);

    private static bool TryAfter(ReadOnlySpan<char> text, string words, out ReadOnlySpan<char> rest)
    {
        var at = text.IndexOf(words, StringComparison.Ordinal);
        rest = at < 0 ? default : text[(at + words.Length)..];
        return at >= 0;
    }
}
