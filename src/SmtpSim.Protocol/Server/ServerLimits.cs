namespace SmtpSim.Protocol;

/// <summary>The limits a server sets itself.</summary>
/// <param name="MaxSize">The longest message in octets, 0 for none; over it MAIL with SIZE or the message is answered 552 (RFC
/// 1870).</param>
/// <param name="MaxRecipients">The most recipients of a transaction, 0 for no limit, else at least 100; the next is answered 452 (RFC
/// 5321 section 4.5.3.1.8).</param>
public readonly record struct ServerLimits(long MaxSize, int MaxRecipients)
{
    /// <summary>Any size, and the hundred recipients that every server must take.</summary>
    public static ServerLimits Standard { get; } = new(0, 100);
}
