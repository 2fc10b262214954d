using SmtpSim.Kernel;

namespace SmtpSim.Model;

/// <summary>The steps of a session at which a fault may strike.</summary>
public enum SessionStep : byte
{
    /// <summary>The connection is asked for.</summary>
    Connect,

    /// <summary>The greeting is due.</summary>
    Greeting,
    Hello,
    Mail,
    Rcpt,
    Data,

    /// <summary>The end of mail data was received: the final dot, or the last chunk.</summary>
    Body,
    Rset,
    Quit,

    /// <summary>STARTTLS (RFC 3207).</summary>
    StartTls,

    /// <summary>The last line of an AUTH exchange, which the credentials are complete with (RFC 4954).</summary>
    Auth,
}

public enum FaultKind : byte
{
    /// <summary>The server answers <see cref="FaultSpec.Reply"/> and does nothing; a 421 also closes the session.</summary>
    Reply,

    /// <summary>The connection is refused (TCP reset at once). At <see cref="SessionStep.Connect"/> only.</summary>
    Refuse,

    /// <summary>The connection attempt is not answered. At <see cref="SessionStep.Connect"/> only.</summary>
    Timeout,

    /// <summary>The server resets the connection instead of answering; the command has no effect.</summary>
    Reset,

    /// <summary>The server does its work, and neither its reply nor anything after it arrives: the client waits for its time-out.</summary>
    LoseReply,

    /// <summary>The server stops answering: the command has no effect and the client waits for its time-out.</summary>
    Silent,

    /// <summary>The step goes on, and its reply leaves <see cref="FaultSpec.Delay"/> later.</summary>
    Delay,

    /// <summary>The step goes on, and its reply comes twice: from then on the client takes each reply for the one to its next command.</summary>
    Duplicate,

    /// <summary>The step goes on, and its reply arrives as no reply at all: a protocol error, at which the client gives up the connection.</summary>
    Garble,

    /// <summary>The step goes on, and the end of its reply is missing: the client waits for it until its time-out.</summary>
    Truncate,

    /// <summary>The step goes on, and the code of its reply is that of <see cref="FaultSpec.Reply"/> instead: the two sides disagree about what was done.</summary>
    WrongCode,
}

/// <summary>
/// At each pass of a step the fault strikes with probability <see cref="Chance"/>, if <see cref="When"/> allows. Of several at one step at most one
/// strikes: first those that <see cref="When"/> restricts, in their order; the chances of the others add up to 1 or less.
/// </summary>
public sealed record FaultSpec
{
    public required SessionStep At { get; init; }

    public required FaultKind Kind { get; init; }

    /// <summary>For <see cref="FaultKind.Reply"/> and <see cref="FaultKind.WrongCode"/>: what is answered.</summary>
    public ReplySpec? Reply { get; init; }

    public double Chance { get; init; } = 1;

    /// <summary>For <see cref="FaultKind.Delay"/>: how much later the reply leaves, in ticks.</summary>
    public Distribution Delay { get; init; } = Distribution.Zero;

    public FaultWhen When { get; init; } = FaultWhen.Always;
}

public enum OutageKind : byte
{
    /// <summary>The program is down: connections are refused, open sessions are reset.</summary>
    Refuse,

    /// <summary>The host cannot be reached: nothing is answered, open sessions are dead.</summary>
    Timeout,

    /// <summary>Every new session is greeted with 421; open sessions get 421 at their next command.</summary>
    ServiceUnavailable,
}

/// <summary>All servers of a group are out during [<see cref="Start"/>, <see cref="Start"/> + <see cref="Length"/>). Outages of one group do not overlap.</summary>
public sealed record OutageSpec
{
    public required string Servers { get; init; }

    public required SimDuration Start { get; init; }

    public required SimDuration Length { get; init; }

    public OutageKind Kind { get; init; }

    /// <summary>
    /// Mail that was accepted so shortly before the outage is lost, though it was acknowledged: RFC 5321 section 6.1 forbids it, and servers that
    /// answer before mail is on disk do it. Zero: none is lost.
    /// </summary>
    public SimDuration Loses { get; init; }
}
