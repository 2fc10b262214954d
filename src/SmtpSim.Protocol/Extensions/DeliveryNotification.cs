namespace SmtpSim.Protocol;

/// <summary>How much of a message a failure notice returns: RET (RFC 3461 section 4.3).</summary>
public enum DsnReturn : byte
{
    Unspecified,
    Full,
    Headers,
}

/// <summary>When a recipient's sender is to be told: NOTIFY (RFC 3461 section 4.1).</summary>
[Flags]
public enum DsnNotify : byte
{
    Unspecified = 0,
    Success = 1,
    Failure = 2,
    Delay = 4,

    /// <summary>Stands alone.</summary>
    Never = 8,
}

/// <summary>The DSN parameters of a recipient.</summary>
/// <param name="Notify">NOTIFY.</param>
/// <param name="OriginalRecipient">ORCPT: an address type, a semicolon and the address as it is, such as <c>rfc822;c@d.example</c>; null
/// without one.</param>
public readonly record struct RecipientNotification(DsnNotify Notify, string? OriginalRecipient = null);
