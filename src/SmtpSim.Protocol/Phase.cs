namespace SmtpSim.Protocol;

/// <summary>The three phases of an SMTP session (RFC 5321 sections 3.1, 3.3 and 3.8): the superstates of both models.</summary>
public enum Phase : byte
{
    ConnectionEstablishment,
    MailTransfer,
    ConnectionTermination,
}
