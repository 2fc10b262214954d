using System.Net.Security;
using SmtpSim.Model;

namespace SmtpSim.Wire;

/// <summary>What all connections of a listener share.</summary>
internal sealed class ListenerCore(ListenOptions options)
{
    public ListenOptions Options { get; } = options;

    public LiveServer Live { get; } = new(options.World, options.Host, options.AddressesAsk);

    /// <summary>Guards <see cref="Live"/>.</summary>
    public Lock Gate { get; } = new();

    public WallClock Clock { get; } = new();

    public UserTable Users { get; } = new(options.Users);

    public SslStreamCertificateContext? Certificate { get; } =
        options.Certificate is null ? null : SslStreamCertificateContext.Create(options.Certificate, additionalCertificates: null, offline: true);

    /// <summary>Octets of a message's text after which the connection is closed.</summary>
    public long MaxText => Live.Profile.MaxMessageBytes > long.MaxValue - Options.MaxExcess ? Options.MaxText : Live.Profile.MaxMessageBytes + Options.MaxExcess;

    public Alarms Alarms { get; } = new();
}
