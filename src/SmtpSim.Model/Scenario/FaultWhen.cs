using SmtpSim.Kernel;

namespace SmtpSim.Model;

/// <summary>When, in what state of the server, and to whom a fault may strike. All that is stated must hold; zero and null stand for nothing stated.</summary>
public sealed record FaultWhen
{
    public static FaultWhen Always { get; } = new();

    /// <summary>Not before this time.</summary>
    public SimDuration From { get; init; }

    /// <summary>Not from this time on.</summary>
    public SimDuration To { get; init; }

    /// <summary>Once the server has taken so many sessions.</summary>
    public int AfterSessions { get; init; }

    /// <summary>While the server holds more sessions than this.</summary>
    public int SessionsOver { get; init; }

    /// <summary>While more commands than this wait for a worker; of servers with a <see cref="ServerGroup.Queue"/>.</summary>
    public int WaitingOver { get; init; }

    /// <summary>Only the first so many times for each client and, where it is known, mailbox: then the step succeeds.</summary>
    public int Times { get; init; }

    /// <summary>Only for mailboxes from this number, counted from 1. At RCPT, DATA and the end of mail data, where it is the first recipient's, or, in LMTP, that of the recipient answered.</summary>
    public int FirstMailbox { get; init; }

    /// <summary>Only for mailboxes up to this number.</summary>
    public int LastMailbox { get; init; }

    /// <summary>Only for clients of this group.</summary>
    public string? Clients { get; init; }
}
