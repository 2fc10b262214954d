using SmtpSim.Model;
using SmtpSim.Protocol;

namespace SmtpSim.Wire;

/// <summary>
/// What a scenario's server offers real clients. The limits of size and recipients are announced from here and kept by the scenario's
/// policy, whose replies they have.
/// </summary>
internal static class WireOffer
{
    public static ServerOffer Announced(ServerGroup group, ListenOptions options)
    {
        var extensions = ServerOffer.Everything.Extensions;
        if (options.Certificate is null)
            extensions &= ~ServiceExtensions.StartTls;
        return ServerOffer.Everything with
        {
            Extensions = extensions,
            // Without a stored password there is nothing that SCRAM could prove.
            Mechanisms = options.Users.Count > 0 ? AuthMechanisms.All : AuthMechanisms.Plain | AuthMechanisms.Login,
            MaxSize = group.MaxMessageBytes,
            MaxRecipients = group.MaxRecipients,
            MaxMailsPerSession = 0,
        };
    }

    public static ServerOffer Enforced(ServerOffer announced) => announced with { MaxSize = 0, MaxRecipients = 0 };
}
