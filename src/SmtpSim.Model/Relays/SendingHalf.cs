using System.Numerics;
using SmtpSim.Kernel;

namespace SmtpSim.Model;

/// <summary>
/// What the clients of a partition know of their messages beyond the next hop, in a scenario that follows mail over its hops: where each came
/// from, and what has to be told to its sender.
/// </summary>
internal sealed class SendingHalf(World world, RelayPlan plan, EndToEndBooks books)
{
    /// <summary>Size of a notification: a text of its own and the header of the message it is about.</summary>
    public const uint NotificationBytes = 4096;

    private Stored[] _mail = new Stored[64];
    private HandedOver _arriving;

    /// <summary>Where a message in a queue comes from and goes to.</summary>
    public ref readonly Provenance this[int message] => ref _mail[message].Mail;

    /// <summary>The message that was queued last.</summary>
    public Provenance Latest { get; private set; }

    /// <summary>A client submits a message of its own.</summary>
    /// <param name="client">Host number of the client.</param>
    /// <param name="group">Its group.</param>
    /// <param name="ordinal">The message's number there.</param>
    /// <param name="domain">The domain of its recipients.</param>
    /// <param name="now">Tick of the submission.</param>
    public Provenance Originate(int client, int group, uint ordinal, int domain, long now) => new()
    {
        Submitted = now,
        Origin = client,
        Ordinal = ordinal,
        Domain = domain,
        Flags = plan.IsForged(client, group, ordinal) ? MailFlags.ForgedSender : MailFlags.None,
    };

    /// <summary>A message begins its life: it did not come from another host.</summary>
    public void Submitted(in Provenance mail, long recipients)
    {
        var metrics = books.Of(mail);
        metrics.Count(EndToEndCounter.Messages, 1);
        metrics.Count(EndToEndCounter.Submitted, recipients);
    }

    /// <summary>A client's message finds the queue full.</summary>
    public void SubmittedInVain(int client, long recipients)
    {
        var mail = new Provenance { Origin = client };
        Submitted(mail, recipients);
        Dropped(mail, recipients);
    }

    /// <summary>A message takes its place in a client's queue.</summary>
    /// <returns>The domain whose hosts it is handed to.</returns>
    public int Queued(int message, in Provenance mail, int client, int group)
    {
        while (message >= _mail.Length)
            Array.Resize(ref _mail, _mail.Length * 2);
        _mail[message] = new Stored { Mail = mail };
        Latest = mail;
        return plan.NextHop(client, group, mail.Domain);
    }

    /// <summary>Copies that the client is rid of.</summary>
    public void Count(int message, EndToEndCounter fate, int copies) => books.Of(_mail[message].Mail).Count(fate, copies);

    public void Dropped(in Provenance mail, long copies) => books.Of(mail).Count(EndToEndCounter.Dropped, copies);

    /// <summary>Recipients were refused for good, or are given up.</summary>
    /// <param name="message">The message.</param>
    /// <param name="fate">Bounced or expired.</param>
    /// <param name="recipients">A bit each.</param>
    /// <param name="client">Host number of the client.</param>
    public void Fails(int message, EndToEndCounter fate, ulong recipients, int client)
    {
        ref var stored = ref _mail[message];
        var (metrics, copies) = (books.Of(stored.Mail), BitOperations.PopCount(recipients));
        metrics.Count(fate, copies);
        stored.Failed += (byte)copies;
        if (stored.Mail.Origin == client && !stored.Mail.Has(MailFlags.NullSender))
            metrics.Count(EndToEndCounter.FailuresReported, copies);
    }

    /// <summary>A message has left the queue and a recipient of it failed: its sender is to be told (RFC 5321 section 6.1).</summary>
    /// <param name="message">The message.</param>
    /// <param name="client">Host number of the client.</param>
    /// <param name="sender">The sender's number at its origin.</param>
    /// <param name="now">Tick of the notification.</param>
    /// <param name="notification">The notification to be sent; it has no ordinal yet.</param>
    /// <param name="mailbox">Its recipient.</param>
    /// <returns>False when none is sent.</returns>
    public bool Notifies(int message, int client, uint sender, long now, out Provenance notification, out uint mailbox)
    {
        ref readonly var stored = ref _mail[message];
        var metrics = books.Of(stored.Mail);
        (notification, mailbox) = (default, 0);
        if (stored.Mail.Has(MailFlags.NullSender))
        {
            metrics.Count(EndToEndCounter.DoubleBounces, 1);
            return false;
        }
        if (stored.Mail.Origin == client)
            return false; // a client tells its user itself
        var domain = plan.ReturnDomain(stored.Mail, sender, out mailbox);
        if (domain < 0)
        {
            metrics.Count(EndToEndCounter.NotificationsWithoutAddress, 1);
            return false;
        }
        metrics.Count(EndToEndCounter.NotificationsSent, 1);
        var forged = stored.Mail.Has(MailFlags.ForgedSender);
        if (!forged)
            metrics.Count(EndToEndCounter.FailuresReported, stored.Failed);
        notification = new Provenance
        {
            Submitted = now,
            Origin = client,
            Domain = domain,
            Flags = MailFlags.NullSender | (forged ? MailFlags.Backscatter : MailFlags.None),
        };
        return true;
    }

    /// <summary>Takes a part of a message that the receiving half hands over; the parts of one message come one after the other.</summary>
    /// <returns>Whether the message is complete.</returns>
    public bool Take(in SimEvent e, out HandedOver message)
    {
        var complete = _arriving.Read(e);
        message = _arriving;
        return complete;
    }

    /// <summary>The messages that a post becomes.</summary>
    public IReadOnlyList<ListCopy> CopiesOf(in HandedOver post, int client, int group)
    {
        var server = plan.ServerOf(client, group);
        return [.. plan.Lists[world.ServerGroupOf(server)]!.Copies(server, post.Address & RecipientPolicy.MailboxMask)];
    }

    private struct Stored
    {
        public Provenance Mail;

        /// <summary>Recipients that failed here.</summary>
        public byte Failed;
    }
}
