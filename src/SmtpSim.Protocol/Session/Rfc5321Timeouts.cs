namespace SmtpSim.Protocol;

/// <summary>The least time-outs that RFC 5321 section 4.5.3.2 asks for.</summary>
public static class Rfc5321Timeouts
{
    /// <summary>Awaiting the greeting (4.5.3.2.1).</summary>
    public static readonly TimeSpan Greeting = TimeSpan.FromMinutes(5);

    /// <summary>Awaiting the reply to EHLO, HELO, RSET, QUIT, STARTTLS or AUTH, and the TLS handshake: the RFC names none, the figure of MAIL is customary.</summary>
    public static readonly TimeSpan Other = TimeSpan.FromMinutes(5);

    /// <summary>Awaiting the reply to MAIL (4.5.3.2.2).</summary>
    public static readonly TimeSpan Mail = TimeSpan.FromMinutes(5);

    /// <summary>Awaiting the reply to RCPT (4.5.3.2.3).</summary>
    public static readonly TimeSpan Rcpt = TimeSpan.FromMinutes(5);

    /// <summary>Awaiting 354 (4.5.3.2.4).</summary>
    public static readonly TimeSpan DataInitiation = TimeSpan.FromMinutes(2);

    /// <summary>Awaiting the completion of a TCP send of message text (4.5.3.2.5).</summary>
    public static readonly TimeSpan DataBlock = TimeSpan.FromMinutes(3);

    /// <summary>
    /// Awaiting the reply to the final dot (4.5.3.2.6): long, since a client that gives up early causes duplicates (RFC 1047).
    /// </summary>
    public static readonly TimeSpan DataTermination = TimeSpan.FromMinutes(10);

    /// <summary>A server awaiting the next command (4.5.3.2.7).</summary>
    public static readonly TimeSpan ServerIdle = TimeSpan.FromMinutes(5);

    /// <summary>The least time a client waits in a state. Setting up the connection is left to TCP: <see cref="TimeSpan.Zero"/>.</summary>
    public static TimeSpan Of(ClientState state) => state switch
    {
        ClientState.Connected => Greeting,
        ClientState.MailSent => Mail,
        ClientState.RcptSent => Rcpt,
        ClientState.DataSent => DataInitiation,
        ClientState.BodySent or ClientState.ChunkSent => DataTermination,
        ClientState.EhloSent or ClientState.HeloSent or ClientState.RsetSent or ClientState.QuitSent => Other,
        ClientState.StartTlsSent or ClientState.TlsHandshake or ClientState.AuthSent => Other,
        _ => TimeSpan.Zero,
    };
}
