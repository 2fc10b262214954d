using System.Globalization;
using SmtpSim.Kernel;
using SmtpSim.Protocol;

namespace SmtpSim.Model;

/// <summary>
/// Local parts that ask for a failure themselves: <c>reply-451-4.7.1</c>, <c>fail-2-451</c> (twice, then no more), <c>reset</c>,
/// <c>silent</c>, <c>lose-reply</c>, <c>delay-5s</c>; each with <c>-at-mail</c>, <c>-at-rcpt</c>, <c>-at-data</c> or <c>-at-body</c> and with
/// <c>+anything</c> behind it. Whatever is not written so is an address like any other.
/// </summary>
internal static class AddressConvention
{
    private const long LongestDelay = SimDuration.TicksPerHour;
    private const int MostTimes = 1000;

    /// <summary>Reads a local part.</summary>
    /// <param name="localPart">As the client sent it.</param>
    /// <param name="home">The step of the command that the address stands in: MAIL or RCPT.</param>
    public static LiveRule? TryParse(string localPart, SessionStep home)
    {
        var text = localPart.AsSpan();
        var plus = text.IndexOf('+');
        if (plus >= 0)
            text = text[..plus];
        var step = home;
        var at = text.LastIndexOf("-at-", StringComparison.OrdinalIgnoreCase);
        if (at >= 0)
        {
            if (!TryStep(text[(at + 4)..], out step) || step < home)
                return null;
            text = text[..at];
        }
        return text.ToString().ToLowerInvariant().Split('-') switch
        {
            ["reset"] => Fault(FaultKind.Reset, step),
            ["silent"] => Fault(FaultKind.Silent, step),
            ["lose", "reply"] => Fault(FaultKind.LoseReply, step),
            ["delay", var delay] when TryDelay(delay, out var ticks) => new LiveRule(-1, null, null, step, null, default, ticks, 0),
            ["reply", var code] when TryReply(code, null, out var reply) => Answer(reply, step, 0),
            ["reply", var code, var status] when TryReply(code, status, out var reply) => Answer(reply, step, 0),
            ["fail", var n, var code] when TryTimes(n, out var times) && TryReply(code, null, out var reply) => Answer(reply, step, times),
            ["fail", var n, var code, var status] when TryTimes(n, out var times) && TryReply(code, status, out var reply) => Answer(reply, step, times),
            _ => null,
        };
    }

    private static LiveRule Fault(FaultKind kind, SessionStep step) => new(-1, null, null, step, kind, default, 0, 0);

    private static LiveRule Answer(Reply reply, SessionStep step, int times) => new(-1, null, null, step, FaultKind.Reply, reply, 0, times);

    private static bool TryStep(ReadOnlySpan<char> word, out SessionStep step)
    {
        step = word switch
        {
            "mail" => SessionStep.Mail,
            "rcpt" => SessionStep.Rcpt,
            "data" => SessionStep.Data,
            "body" => SessionStep.Body,
            _ => SessionStep.Connect,
        };
        return step != SessionStep.Connect;
    }

    private static bool TryTimes(string text, out int times) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out times) && times is > 0 and <= MostTimes;

    private static bool TryDelay(string text, out long ticks)
    {
        var (unit, digits) = text.EndsWith("ms", StringComparison.Ordinal) ? (SimDuration.TicksPerMillisecond, text[..^2])
            : text.EndsWith('s') ? (SimDuration.TicksPerSecond, text[..^1])
            : text.EndsWith('m') ? (SimDuration.TicksPerMinute, text[..^1])
            : (0, "");
        ticks = int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number * unit : 0;
        return ticks is > 0 and <= LongestDelay;
    }

    private static bool TryReply(string codeText, string? status, out Reply reply)
    {
        reply = default;
        if (codeText.Length != 3 || !int.TryParse(codeText, NumberStyles.None, CultureInfo.InvariantCulture, out var code)
            || code is < 400 or > 599 || code / 10 % 10 > 5)
            return false;
        reply = Reply.Of(code);
        if (status is null)
            return true;
        var parts = status.Split('.');
        if (parts.Length != 3 || parts[0] != (code / 100).ToString(CultureInfo.InvariantCulture)
            || !byte.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var subject) || subject > 7
            || !byte.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var detail))
            return false;
        reply = Reply.Of(code, subject, detail);
        return true;
    }
}
