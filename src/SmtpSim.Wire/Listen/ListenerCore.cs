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

    /// <summary>The service extensions that EHLO announces.</summary>
    public IReadOnlyList<string> Keywords { get; } =
    [
        "PIPELINING",
        options.World.Servers[options.World.ServerGroupOf(options.Host)].Group.MaxMessageBytes is > 0 and var limit ? $"SIZE {limit}" : "SIZE",
        "8BITMIME",
        "ENHANCEDSTATUSCODES",
    ];

    public Alarms Alarms { get; } = new();
}
