using SmtpSim.Protocol;

namespace SmtpSim.Model;

/// <summary>The names that hosts, senders and mailboxes have in a dialogue. Senders and mailboxes are numbered from 1, as hosts are.</summary>
internal static class MailAddresses
{
    private const uint MailboxMask = 0xFFFFF;

    /// <summary><c>u3@mta-7</c></summary>
    /// <param name="world">Knows the names.</param>
    /// <param name="client">The client's host number.</param>
    /// <param name="address">Sender in the upper 12 bits, as in <see cref="Message.Address"/>.</param>
    public static string Sender(World world, int client, uint address) => $"u{(address >> 20) + 1}@{world.NameOf(client)}";

    /// <summary>The reverse-path of a message wherever it is: empty for a notification, somebody else's when it is forged.</summary>
    public static string ReturnPath(World world, in Provenance mail, uint address)
    {
        if (mail.Has(MailFlags.NullSender))
            return "";
        if (!mail.Has(MailFlags.ForgedSender))
            return Sender(world, mail.Origin, address);
        var domain = world.Relays!.ReturnDomain(mail, address >> 20, out var mailbox);
        return Recipient(world, domain, mailbox);
    }

    /// <summary><c>m417@mx-3</c></summary>
    /// <param name="world">Knows the names.</param>
    /// <param name="domain">Number of the domain.</param>
    /// <param name="address">Mailbox in the lower 20 bits, as in <see cref="Message.Address"/>.</param>
    /// <param name="recipient">Position in the message: the recipients have mailboxes one after the other.</param>
    public static string Recipient(World world, int domain, uint address, int recipient = 0)
    {
        var mailboxes = world.MailboxesOf(domain);
        return $"m{((address & MailboxMask) + (uint)recipient) % mailboxes + 1}@{world.NameOf(domain)}";
    }

    /// <summary>Every reply that a server gives, in its own name and with the service extensions it announces.</summary>
    public static ServerTexts TextsOf(World world, int server)
    {
        var (name, profile) = (world.NameOf(server), world.Servers[world.ServerGroupOf(server)]);
        var offer = profile.Esmtp ? profile.Offer : profile.Offer with { Extensions = ServiceExtensions.None };
        var texts = world.Texts.For(name, offer);
        return new ServerTexts(texts, texts.For(name, offer.Keywords(insideTls: true)));
    }
}

/// <summary>The texts of a server's replies outside TLS and inside, where EHLO announces other extensions (RFC 3207 section 4.2).</summary>
internal sealed record ServerTexts(ReplyTexts Plain, ReplyTexts InsideTls);
