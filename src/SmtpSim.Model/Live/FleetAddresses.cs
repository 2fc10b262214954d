using System.Buffers.Text;
using System.Text;

namespace SmtpSim.Model;

/// <summary>The addresses of a live fleet in octets: those of <see cref="MailAddresses"/>, or with another domain.</summary>
public sealed class FleetAddresses
{
    /// <summary>The longest local part: a letter and the digits of a number.</summary>
    private const int LocalPart = 11;

    private readonly World _world;
    private readonly byte[][] _domains;
    private readonly byte[]? _from;
    private readonly byte[]? _to;

    internal FleetAddresses(World world, string? fromDomain, string? toDomain)
    {
        _world = world;
        _domains = [.. Enumerable.Range(0, world.HostCount + (world.Domains?.Count ?? 0)).Select(host => Encoding.ASCII.GetBytes(world.NameOf(host)))];
        _from = fromDomain is null ? null : Encoding.ASCII.GetBytes(fromDomain);
        _to = toDomain is null ? null : Encoding.ASCII.GetBytes(toDomain);
        MaxLength = LocalPart + 1 + _domains.Append(_from ?? []).Append(_to ?? []).Max(domain => domain.Length);
    }

    /// <summary>No address is longer, in octets.</summary>
    public int MaxLength { get; }

    /// <summary>A host's name.</summary>
    public ReadOnlySpan<byte> NameOf(int host) => _domains[host];

    /// <summary>Writes the sender, such as <c>u3@mta-7</c>.</summary>
    /// <returns>Its length.</returns>
    public int WriteSender(Span<byte> target, in FleetCommand command)
        => Write(target, (byte)'u', command.Address >> 20, _from ?? _domains[command.Client]);

    /// <summary>Writes a recipient, such as <c>m417@mx-3</c>.</summary>
    /// <param name="target">Takes it.</param>
    /// <param name="command">About its message.</param>
    /// <param name="recipient">Its position in the message.</param>
    /// <returns>Its length.</returns>
    public int WriteRecipient(Span<byte> target, in FleetCommand command, int recipient)
    {
        var mailboxes = _world.MailboxesOf(command.Domain);
        return Write(target, (byte)'m', ((command.Address & 0xFFFFF) + (uint)recipient) % mailboxes, _to ?? _domains[command.Domain]);
    }

    private static int Write(Span<byte> target, byte letter, uint number, byte[] domain)
    {
        target[0] = letter;
        Utf8Formatter.TryFormat(number + 1, target[1..], out var digits);
        target[1 + digits] = (byte)'@';
        domain.CopyTo(target[(2 + digits)..]);
        return 2 + digits + domain.Length;
    }
}
