using SmtpSim.Model;
using SmtpSim.Protocol;

namespace SmtpSim.Wire;

/// <summary>
/// What a scenario's server offers real clients. The limits of size, recipients and transactions are announced from here and kept by the scenario's
/// policy, whose replies they have.
/// </summary>
internal static class WireOffer
{
    public static ServerOffer Announced(ServerProfile profile, ListenOptions options)
    {
        var extensions = profile.Esmtp ? profile.Offer.Extensions : ServiceExtensions.None;
        if (options.Certificate is null)
            extensions &= ~ServiceExtensions.StartTls;
        return profile.Offer with
        {
            Extensions = extensions,
            // Without a stored password there is nothing that SCRAM could prove.
            Mechanisms = options.Users.Count > 0 ? AuthMechanisms.All : AuthMechanisms.Plain | AuthMechanisms.Login,
        };
    }

    public static ServerOffer Enforced(ServerOffer announced, ListenOptions options) => announced with
    {
        MaxSize = 0,
        MaxRecipients = 0,
        MaxMailsPerSession = 0,
        MaxRecipientDomains = 0,
        MaxErrors = options.MaxErrors,
        MaxIdleCommands = options.MaxIdleCommands,
        MaxCommandLine = options.MaxCommandLine,
    };
}
