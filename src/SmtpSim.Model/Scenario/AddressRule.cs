using SmtpSim.Kernel;

namespace SmtpSim.Model;

/// <summary>
/// What a server does on purpose to mail of certain addresses, so that a test can ask for a failure by the address it uses. Holds for
/// real clients; simulated ones know no such addresses. Of several rules that fit at a step the first strikes.
/// </summary>
public sealed record AddressRule
{
    /// <summary>A pattern of recipients such as <c>full@*</c>; null for any.</summary>
    public string? Recipient { get; init; }

    /// <summary>A pattern of senders; null for any. The null reverse-path is the empty address.</summary>
    public string? Sender { get; init; }

    /// <summary>Where it strikes: MAIL, RCPT, DATA or the end of mail data; null for RCPT where a recipient is named, and else for MAIL.</summary>
    public SessionStep? At { get; init; }

    /// <summary>What is answered.</summary>
    public ReplySpec? Reply { get; init; }

    /// <summary>What happens instead of an answer; null for nothing.</summary>
    public FaultKind? Fault { get; init; }

    /// <summary>How much later the answer leaves.</summary>
    public SimDuration Delay { get; init; }

    /// <summary>Only the first so many times for each (client, sender, recipient); 0 for always.</summary>
    public int Times { get; init; }

    /// <summary><see cref="At"/>, or where the rule strikes without it.</summary>
    public SessionStep Step => At ?? (Recipient is null ? SessionStep.Mail : SessionStep.Rcpt);
}
