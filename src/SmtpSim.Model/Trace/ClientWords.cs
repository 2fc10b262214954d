using SmtpSim.Protocol;

namespace SmtpSim.Model;

/// <summary>Words for what a client did or waited for.</summary>
internal static class ClientWords
{
    /// <summary>Where the scenario states what a group of clients does; a relay states it among the servers.</summary>
    public static string PathOf(ClientGroup group) => group.RelayOf is { } relay ? $"servers.{relay}.relay" : $"clients.{group.Name}";

    /// <summary>The key of the time-out of each <see cref="ClientState"/>, as <see cref="ClientProfile.TimeoutOf"/> has them.</summary>
    private static readonly string[] Timeouts = ["connect", "greeting", "hello", "hello", "mail", "rcpt", "data", "body", "rset", "quit", "", "hello", "hello", "hello", "body"];

    private static readonly string[] Awaited =
        ["connection", "greeting", "reply to EHLO", "reply to HELO", "reply to MAIL", "reply to RCPT", "reply to DATA", "reply to the end of mail data", "reply to RSET", "reply to QUIT", "",
            "reply to STARTTLS", "TLS handshake", "reply to AUTH", "reply to the last chunk"];

    public static string TimedOut(ClientState state, long timeout) => $"no {Awaited[(int)state]} after {DurationText.Of(timeout)}";

    public static string TimeoutRule(string group, ClientState state, bool drawn)
        => $"clients.{group}.{(drawn ? "patience" : "timeouts")}.{Timeouts[(int)state]}";

    public static string BlockRule(ClientGroup group) => $"{PathOf(group)}.timeouts.block";

    /// <summary>A line of an AUTH exchange as a trace shows it: AUTH itself, and what comes after it without what it says.</summary>
    public static string Auth(AuthMechanisms mechanism, int line) => line == 1
        ? Transcript.Command(Verb.Auth, AuthMechanism.NameOf(mechanism))
        : $"(line {line} of AUTH)";

    /// <summary>Why a client leaves with its mail.</summary>
    public static TraceReason Lacks(ServiceExtensions what, ClientGroup group) => what == ServiceExtensions.StartTls
        ? new TraceReason("without TLS the mail waits (4.7.4)", $"{ClientWords.PathOf(group)}.tls")
        : new TraceReason("without authentication the mail waits (4.7.0)", $"{ClientWords.PathOf(group)}.auth");

    /// <summary>Why a try that is due is not made.</summary>
    public static TraceReason Of(Withheld reason, ClientGroup group) => reason switch
    {
        Withheld.Deadline => new TraceReason($"a message is not tried {DurationText.Of(group.Deadline.Ticks)} after it was submitted, or later", $"{ClientWords.PathOf(group)}.deadline"),
        Withheld.DestinationDead => new TraceReason($"the destination is held for dead for {DurationText.Of(group.Feedback!.DeadFor.Ticks)}", $"{ClientWords.PathOf(group)}.concurrency-feedback"),
        Withheld.CircuitOpen => new TraceReason("the circuit breaker is open", $"{ClientWords.PathOf(group)}.circuit-breaker"),
        Withheld.Throttled => new TraceReason($"of the attempts in the last {DurationText.Of(group.Throttling!.Window.Ticks)} too few were accepted", $"{ClientWords.PathOf(group)}.throttling"),
        _ => new TraceReason("the retry budget is used up", $"{ClientWords.PathOf(group)}.retry-budget"),
    };

    public static string Bytes(long n) => n == 1 ? "1 byte" : $"{n.ToString("N0", System.Globalization.CultureInfo.InvariantCulture)} bytes";

    /// <summary><c>1 of 3 recipients</c>, or nothing when there is but one.</summary>
    public static string Share(int recipients, int all, string then) => all == 1 ? "" : $"{recipients} of {all} recipients{then}";
}
