namespace SmtpSim.Protocol;

/// <summary>The dialogue as people read it: lines without CRLF, as the codec would put them on the wire.</summary>
public static class Transcript
{
    /// <summary>
    /// A reply of one line, or the lines of a longer one parted by <c>\n</c>: <c>451 4.7.1 Greylisted, try again later</c>.
    /// </summary>
    public static string Format(Reply reply, ReplyTexts texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        reply = texts.AsSent(reply);
        var status = reply.HasEnhancedStatus ? $"{reply.Class}.{reply.Subject}.{reply.Detail} " : "";
        var lines = texts.Of(reply).Split('\n');
        return string.Join('\n', lines.Select((text, i) => $"{reply.Code}{(i == lines.Length - 1 ? ' ' : '-')}{status}{text}"));
    }

    /// <summary>A command with its argument, if it has one: <c>EHLO mta-7</c>.</summary>
    public static string Command(Verb verb, string argument = "") =>
        argument.Length == 0 ? Verbs.TextOf(verb) : $"{Verbs.TextOf(verb)} {argument}";

    /// <summary>MAIL, with SIZE unless it is negative: <c>MAIL FROM:&lt;a@b&gt; SIZE=123</c>.</summary>
    public static string Mail(string reversePath, long size = -1) =>
        size < 0 ? $"MAIL FROM:<{reversePath}>" : $"MAIL FROM:<{reversePath}> SIZE={size}";

    /// <summary>RCPT: <c>RCPT TO:&lt;c@d&gt;</c>.</summary>
    public static string Rcpt(string forwardPath) => $"RCPT TO:<{forwardPath}>";
}
