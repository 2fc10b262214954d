using SmtpSim.Protocol;

namespace SmtpSim.Report;

/// <summary>The three phases in words.</summary>
public static class PhaseText
{
    public static string Of(Phase phase) => phase switch
    {
        Phase.ConnectionEstablishment => "connection establishment",
        Phase.MailTransfer => "mail transfer",
        _ => "connection termination",
    };
}
