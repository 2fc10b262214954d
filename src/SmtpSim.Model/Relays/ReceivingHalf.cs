using System.Numerics;
using SmtpSim.Kernel;
using SmtpSim.Protocol;

namespace SmtpSim.Model;

/// <summary>
/// What the servers of a partition do in a scenario that follows mail over its hops: they know where a message comes from and goes to, put it
/// into the mailbox or hand it to their sending half, and book it end to end.
/// </summary>
internal sealed class ReceivingHalf(World world, RelayPlan plan, EndToEndBooks books, EventRouter router)
{
    private readonly DeliveryLedger _mailboxes = new();
    private readonly Dictionary<(int Server, int Client, uint Ordinal), DuplicateCause> _unconfirmed = [];
    private readonly Dictionary<int, uint> _handedOver = [];

    /// <summary>By server, what it may lose in a crash.</summary>
    private readonly Dictionary<int, Queue<(Provenance Mail, ulong Recipients, DeliveryLedger.Verdict Verdict, long Time)>> _recent = [];
    private Transaction[] _transactions = new Transaction[64];
    private Announced _announced;
    private HandedOver _deposited;

    /// <summary>A part of the provenance that goes before MAIL in the same segment.</summary>
    public void Announce(in SimEvent e)
    {
        _announced.Mail.Read(e);
        (_announced.Time, _announced.Client, _announced.Server, _announced.Generation) = (e.Time, e.Sender, e.Receiver, e.Sequence >> 16);
    }

    /// <summary>MAIL: the message is the one just announced. The same MAIL may come again when a worker turns to it.</summary>
    public void Begin(int slot, in SimEvent e)
    {
        while (slot >= _transactions.Length)
            Array.Resize(ref _transactions, _transactions.Length * 2);
        if (_announced.Time != e.Time || _announced.Client != e.Sender || _announced.Server != e.Receiver || _announced.Generation != e.Sequence >> 16)
            return;
        _transactions[slot].Mail = _announced.Mail;
        _announced.Time = -1;
    }

    /// <summary>RCPT.</summary>
    /// <returns>The mailbox that the server looks up: none where the recipient is of another server's domain.</returns>
    public uint MailboxOf(int slot, in SimEvent e, int position)
    {
        ref var transaction = ref _transactions[slot];
        var mailbox = e.Argument & RecipientPolicy.MailboxMask;
        // The other recipients have the mailboxes after the first one's.
        var mailboxes = world.MailboxesOf(transaction.Mail.Domain);
        var first = (uint)((mailbox + ((long)mailboxes * 64 - position)) % mailboxes);
        transaction.Address = first | (e.Argument & ~RecipientPolicy.MailboxMask);
        return IsRelayed(e.Receiver, transaction.Mail.Domain) ? RecipientPolicy.Unnumbered : mailbox;
    }

    /// <summary>Whether a message has come through so many relays that it must be in a loop (RFC 5321 section 6.3).</summary>
    public bool Loops(int slot, ServerProfile profile)
    {
        if (_transactions[slot].Mail.Hops < plan.MaxHops[profile.Index])
            return false;
        books.Servers[profile.Index].Count(ReceptionCounter.Looped);
        return true;
    }

    /// <summary>A message was accepted, with the reply at <paramref name="departure"/>.</summary>
    /// <param name="session">The session.</param>
    /// <param name="slot">Its slot.</param>
    /// <param name="server">Host number of the server.</param>
    /// <param name="departure">Before the end of the run.</param>
    public void Accept(in ServerSession session, int slot, int server, long departure)
    {
        ref readonly var transaction = ref _transactions[slot];
        var mail = transaction.Mail;
        var metrics = books.Of(mail);
        metrics.Count(EndToEndCounter.Accepted, BitOperations.PopCount(session.Accepted));
        var copyOf = _unconfirmed.Count == 0 ? DuplicateCause.None : _unconfirmed.GetValueOrDefault((server, session.Client, session.Ordinal));
        if (copyOf != DuplicateCause.None)
            mail.Cause = copyOf;
        if (IsRelayed(server, mail.Domain))
        {
            books.Servers[session.Group].Count(ReceptionCounter.Relayed, BitOperations.PopCount(session.Accepted));
            HandOver(server, session.Group, mail, transaction.Address, session.Bytes, session.Accepted, departure);
            return;
        }
        // Mail hosts of one domain know of each other's copies: the mailboxes are in one place.
        if (plan.MailboxServerOf(mail.Domain) is var keeper && keeper != server)
            Post(EventKind.Deposit, keeper, server, mail, transaction.Address, session.Bytes, session.Accepted, departure);
        else
            Deliver(server, session.Group, mail, session.Accepted, departure);
        if (plan.Lists[session.Group] is { } lists)
            SendToLists(lists, session, server, mail, transaction.Address, departure);
    }

    /// <summary>The reply to the message accepted last was lost.</summary>
    public void LosesReply(int slot) => Note(slot, DuplicateCause.LostReply);

    /// <summary>The server went down.</summary>
    public void Breaks(int slot) => Note(slot, DuplicateCause.Crash);

    /// <summary>The session is over.</summary>
    /// <param name="session">The session.</param>
    /// <param name="slot">Its slot.</param>
    /// <param name="server">Host number of the server.</param>
    /// <param name="unconfirmed">The client has not shown that it knows its message to be accepted.</param>
    public void End(in ServerSession session, int slot, int server, bool unconfirmed)
    {
        if (slot >= _transactions.Length)
            return;
        ref var transaction = ref _transactions[slot];
        if (unconfirmed)
            _unconfirmed[(server, session.Client, session.Ordinal)] = transaction.Trouble == DuplicateCause.None ? DuplicateCause.Timeout : transaction.Trouble;
        transaction = default;
    }

    private bool IsRelayed(int server, int domain) => domain != server && plan.IsRelay(world.ServerGroupOf(server));

    /// <summary>Takes a part of a message that another mail host of a domain accepted.</summary>
    public void Deposit(in SimEvent e)
    {
        if (_deposited.Read(e))
            Deliver(e.Receiver, world.ServerGroupOf(e.Receiver), _deposited.Mail, _deposited.Recipients, e.Time - plan.HandOver);
    }

    private void Deliver(int server, int group, in Provenance mail, ulong recipients, long accepted)
    {
        var verdict = _mailboxes.Deliver(server, mail, recipients, mail.Cause, accepted, plan.DedupWindow[group]);
        Book(books.Of(mail), books.Servers[group], mail, verdict, accepted);
        if (world.Servers[group].KeepsMail is > 0 and var keep)
            Remember(server, mail, recipients, verdict, accepted, keep);
    }

    private void Remember(int server, in Provenance mail, ulong recipients, in DeliveryLedger.Verdict verdict, long accepted, long keep)
    {
        if (!_recent.TryGetValue(server, out var deliveries))
            _recent[server] = deliveries = new();
        while (deliveries.TryPeek(out var oldest) && oldest.Time < accepted - keep)
            deliveries.Dequeue();
        deliveries.Enqueue((mail, recipients, verdict, accepted));
    }

    /// <summary>Whether the message of the session goes on to another server: then its sending half is who may lose it.</summary>
    public bool Relays(int slot, int server) => IsRelayed(server, _transactions[slot].Mail.Domain);

    /// <summary>A crash loses what came into the mailboxes of a server shortly before it; what a relay took is in the queue of its sending half.</summary>
    /// <param name="server">Host number of the server.</param>
    /// <param name="group">Its group.</param>
    /// <param name="now">Tick of the crash.</param>
    /// <param name="last">Ticks before it.</param>
    public void Lose(int server, int group, long now, long last)
    {
        if (!_recent.Remove(server, out var deliveries))
            return;
        foreach (var (mail, recipients, verdict, time) in deliveries)
        {
            if (time < now - last || time > now)
                continue;
            _mailboxes.Forget(server, mail, recipients);
            var metrics = books.Of(mail);
            metrics.Count(EndToEndCounter.Lost, verdict.Unique + verdict.Duplicates);
            metrics.Count(EndToEndCounter.Delivered, -verdict.Unique);
            metrics.Count(EndToEndCounter.Duplicates, -verdict.Duplicates);
            books.Servers[group].Count(ReceptionCounter.Unique, -verdict.Unique);
            if (verdict.Duplicates > 0)
                books.Servers[group].Count(ReceptionMetrics.CounterOf(verdict.Cause), -verdict.Duplicates);
        }
    }

    private static void Book(EndToEndMetrics metrics, ReceptionMetrics server, in Provenance mail, in DeliveryLedger.Verdict verdict, long departure)
    {
        metrics.Count(EndToEndCounter.Delivered, verdict.Unique);
        metrics.Count(EndToEndCounter.Duplicates, verdict.Duplicates);
        metrics.Count(EndToEndCounter.Deduplicated, verdict.Deduplicated);
        server.Count(ReceptionCounter.Unique, verdict.Unique);
        server.Count(ReceptionCounter.Deduplicated, verdict.Deduplicated);
        if (verdict.Duplicates > 0)
            server.Count(ReceptionMetrics.CounterOf(verdict.Cause), verdict.Duplicates);
        if (verdict.Unique == 0)
            return;
        metrics.Delay.Add(departure - mail.Submitted);
        metrics.Relays.Add(mail.Hops);
        if (mail.Has(MailFlags.NullSender))
            server.Count(mail.Has(MailFlags.Backscatter) ? ReceptionCounter.Backscatter : ReceptionCounter.Notifications);
    }

    /// <summary>Posts to lists are delivered, and go to the members besides. A list expands a second copy too: it looks at no Message-ID.</summary>
    private void SendToLists(MailingLists lists, in ServerSession session, int server, in Provenance mail, uint address, long departure)
    {
        var mailboxes = world.MailboxesOf(mail.Domain);
        for (var rest = session.Accepted; rest != 0; rest &= rest - 1)
        {
            var mailbox = (uint)(((address & RecipientPolicy.MailboxMask) + (ulong)BitOperations.TrailingZeroCount(rest)) % mailboxes);
            if (mailbox >= lists.Count || mail.Has(MailFlags.NullSender))
                continue;
            books.Servers[session.Group].Count(ReceptionCounter.ListPosts);
            var post = mail;
            post.Flags |= MailFlags.Post;
            HandOver(server, session.Group, post, mailbox, session.Bytes, recipients: 1, departure);
        }
    }

    /// <summary>Gives a message to the sending half.</summary>
    private void HandOver(int server, int group, Provenance mail, uint address, uint bytes, ulong recipients, long departure)
    {
        mail.Hops = (byte)Math.Min(mail.Hops + 1, byte.MaxValue);
        Post(EventKind.HandOver, plan.ClientOf(server, group), server, mail, address, bytes, recipients, departure);
    }

    /// <summary>Tells another host, which may be in another partition: in several events, since a message has more to it than one holds.</summary>
    private void Post(EventKind kind, int receiver, int server, in Provenance mail, uint address, uint bytes, ulong recipients, long departure)
    {
        var time = departure + plan.HandOver;
        if (time >= world.End)
        {
            if (!mail.Has(MailFlags.Post))
                books.Of(mail).Count(EndToEndCounter.Queued, BitOperations.PopCount(recipients));
            return;
        }
        var number = _handedOver.GetValueOrDefault(server);
        _handedOver[server] = number + 1;
        for (var part = 0; part < HandedOver.Parts; part++)
        {
            ref var item = ref router.Send(time, receiver);
            // To the sending half it is an event of its own, so that it is told apart from replies of this server.
            item.Sender = kind == EventKind.HandOver ? receiver : server;
            item.Sequence = SelfSequence.Of(kind, number * HandedOver.Parts + (uint)part);
            item.Kind = (byte)kind;
            HandedOver.Write(ref item, part, mail, address, bytes, recipients);
        }
    }

    private void Note(int slot, DuplicateCause trouble)
    {
        if (slot < _transactions.Length)
            _transactions[slot].Trouble = trouble;
    }

    private struct Announced
    {
        public Provenance Mail;
        public long Time;
        public int Client;
        public int Server;
        public uint Generation;
    }

    private struct Transaction
    {
        public Provenance Mail;

        /// <summary>Mailbox of the first recipient and sender, as in <see cref="Message.Address"/>.</summary>
        public uint Address;

        /// <summary>What keeps the client from reading the reply.</summary>
        public DuplicateCause Trouble;
    }
}
