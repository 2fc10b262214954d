using SmtpSim.Kernel;
using SmtpSim.Protocol;

namespace SmtpSim.Model;

/// <summary>What servers answer to RCPT: first the limit of the transaction, then whether the mailbox exists, then greylisting.</summary>
internal sealed class RecipientPolicy(World world)
{
    /// <summary>The mailbox in an address of the simulation.</summary>
    public const uint MailboxMask = 0xFFFFF;

    /// <summary>A mailbox that has no number, and exists: the addresses of real clients may be anything.</summary>
    public const uint Unnumbered = uint.MaxValue;

    public Greylist Greylist { get; } = new();

    /// <summary>Decides on a recipient.</summary>
    /// <param name="recipients">How many the transaction has.</param>
    /// <param name="server">The server's host number.</param>
    /// <param name="mailbox">Number of the mailbox from 0, or <see cref="Unnumbered"/>.</param>
    /// <param name="client">The client.</param>
    /// <param name="entry">What the greylist knows the try by.</param>
    /// <param name="profile">The server's rules.</param>
    /// <param name="now">Tick of the command.</param>
    /// <param name="rule">What decided; <see cref="ServerRule.None"/> where the recipient is accepted as any other.</param>
    public Reply Check(int recipients, int server, uint mailbox, int client, GreylistEntry entry, ServerProfile profile, long now, out ServerRule rule)
    {
        if (recipients >= profile.MaxRecipients)
        {
            rule = ServerRule.RecipientLimit;
            return profile.OverRecipientLimit;
        }
        if (profile.UnknownBelow > 0 && mailbox != Unnumbered && Chance.Hits(world.MailboxKey.Derive((ulong)(world.Domains?.MailboxOwnerOf(server) ?? server)).Draw(mailbox), profile.UnknownBelow))
        {
            rule = ServerRule.UnknownMailbox;
            return profile.UnknownMailbox;
        }
        rule = ServerRule.None;
        if (profile.Greylist is { } greylist && entry != GreylistEntry.Known)
        {
            switch (Greylist.Check(server, client, entry, now, greylist))
            {
                case GreylistVerdict.FirstSight:
                    rule = ServerRule.FirstSight;
                    return profile.Greylisted;
                case GreylistVerdict.TooEarly:
                    rule = ServerRule.TooEarly;
                    return profile.Greylisted;
                case GreylistVerdict.Passed:
                    rule = ServerRule.GreylistPassed;
                    break;
            }
        }
        return WellKnownReplies.RecipientOk;
    }

    /// <summary>The counter of what a rule refuses.</summary>
    public static ServerCounter? CounterOf(ServerRule rule) => rule switch
    {
        ServerRule.RecipientLimit or ServerRule.DomainLimit => ServerCounter.RecipientsOverLimit,
        ServerRule.UnknownMailbox => ServerCounter.RecipientsUnknown,
        ServerRule.FirstSight or ServerRule.TooEarly => ServerCounter.RecipientsGreylisted,
        ServerRule.ConnectionRate => ServerCounter.ConnectionsOverRate,
        ServerRule.ClientLimit => ServerCounter.SessionsOverClientLimit,
        ServerRule.MessageRate => ServerCounter.MessagesOverRate,
        ServerRule.RecipientRate => ServerCounter.RecipientsOverRate,
        ServerRule.MailboxFull => ServerCounter.RecipientsOverQuota,
        ServerRule.ContentRejected => ServerCounter.MessagesRejected,
        ServerRule.MailboxChanged => ServerCounter.MailboxConflicts,
        ServerRule.Tarpitted => ServerCounter.RepliesTarpitted,
        _ => null,
    };
}
