using System.Buffers;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace SmtpSim.Wire;

/// <summary>
/// A server to talk to. Whatever connects takes the addresses from here and resolves nothing again: those were found to be loopback, or the
/// user named the very host. A fleet of simulated clients let loose on somebody else's server by a slip of the keyboard is abuse.
/// </summary>
public sealed record Target
{
    private static readonly SearchValues<char> NotInNames = SearchValues.Create(" :[]/@");

    private Target(string host, int port, IReadOnlyList<IPAddress> addresses) => (Host, Port, Addresses) = (host, port, addresses);

    /// <summary>As the user wrote it, without the brackets of an IPv6 address.</summary>
    public string Host { get; }

    public int Port { get; }

    /// <summary>At least one, to be tried in this order.</summary>
    public IReadOnlyList<IPAddress> Addresses { get; }

    public override string ToString() => Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]:{Port}" : $"{Host}:{Port}";

    /// <summary>Reads <c>HOST:PORT</c> or <c>[IPv6]:PORT</c> and finds the addresses.</summary>
    /// <param name="text">The target.</param>
    /// <param name="allowedRemote">The one host beside loopback that the user allows; null for none.</param>
    /// <param name="cancellation">Gives up resolving.</param>
    /// <exception cref="TargetException">It is no target, has no address, or is not allowed.</exception>
    public static async Task<Target> ResolveAsync(string text, string? allowedRemote = null, CancellationToken cancellation = default)
    {
        var (host, port) = Parse(text);
        var addresses = await AddressesOfAsync(host, cancellation).ConfigureAwait(false);
        if (!IsSameHost(host, allowedRemote) && Array.Find(addresses, address => !IsLoopback(address)) is { } remote)
        {
            var what = IPAddress.TryParse(host, out _) ? host : $"{host} ({remote})";
            throw new TargetException(
                TargetFailure.Remote, $"{what} is not this machine", $"If you may send there, say so: --allow-remote {host}");
        }

        return new Target(host, port, addresses);
    }

    private static (string Host, int Port) Parse(string text)
    {
        var colon = text.LastIndexOf(':');
        var host = colon < 0 ? "" : text[..colon];
        var bracketed = host.StartsWith('[') && host.EndsWith(']');
        if (bracketed)
            host = host[1..^1];
        var plausible = bracketed
            ? IPAddress.TryParse(host, out var address) && address.AddressFamily == AddressFamily.InterNetworkV6
            : host.Length > 0 && !host.AsSpan().ContainsAny(NotInNames);
        if (plausible && int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= 65535)
            return (host, port);
        throw new TargetException(TargetFailure.Syntax, $"a target is HOST:PORT, such as localhost:2525 or [::1]:2525, not '{text}'");
    }

    private static async Task<IPAddress[]> AddressesOfAsync(string host, CancellationToken cancellation)
    {
        if (IPAddress.TryParse(host, out var literal))
            return [literal];
        try
        {
            var addresses = await Dns.GetHostAddressesAsync(host, cancellation).ConfigureAwait(false);
            if (addresses.Length > 0)
                return addresses;
        }
        catch (Exception e) when (e is SocketException or ArgumentException)
        {
            // Told below: whether the name is wrong or the resolver is away, there is nothing to connect to.
        }

        throw new TargetException(TargetFailure.UnknownHost, $"there is no address of '{host}'");
    }

    private static bool IsLoopback(IPAddress address) => IPAddress.IsLoopback(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);

    private static bool IsSameHost(string host, string? allowed)
    {
        if (allowed is null)
            return false;
        if (IPAddress.TryParse(host, out var one) && IPAddress.TryParse(allowed.Trim('[', ']'), out var other))
            return one.Equals(other);
        return host.TrimEnd('.').Equals(allowed.TrimEnd('.'), StringComparison.OrdinalIgnoreCase);
    }
}
