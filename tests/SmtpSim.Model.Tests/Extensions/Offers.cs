using SmtpSim.Protocol;

namespace SmtpSim.Model.Tests;

/// <summary>Servers by what they offer, beside SIZE.</summary>
internal static class Offers
{
    public static ServiceExtensions Pipelining { get; } = ServiceExtensions.Size | ServiceExtensions.Pipelining;

    public static ServiceExtensions StartTls { get; } = ServiceExtensions.Size | ServiceExtensions.StartTls;

    public static ServiceExtensions Auth { get; } = ServiceExtensions.Size | ServiceExtensions.Auth;

    public static ServiceExtensions All { get; } = ServerOffer.Everything.Extensions;

    public static Scenario Offering(this Scenario scenario, ServiceExtensions extensions)
        => scenario with { Servers = [.. scenario.Servers.Select(server => server with { Extensions = extensions })] };
}
