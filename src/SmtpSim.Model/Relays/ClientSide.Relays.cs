using System.Runtime.CompilerServices;
using SmtpSim.Kernel;
using SmtpSim.Protocol;

namespace SmtpSim.Model;

/// <content>Mail that is followed over its hops.</content>
internal sealed partial class ClientSide
{
    private readonly SendingHalf? _sending;
    private readonly int _plainCommands;

    /// <summary>The receiving half of a relay hands over a message that it accepted.</summary>
    public bool OnHandOver(in SimEvent e)
    {
        if (!_sending!.Take(e, out var message))
            return true;
        var host = _map.LocalOf(e.Receiver);
        var first = _hosts[host].NextOrdinal + 1L;
        if (!message.Mail.Has(MailFlags.Post))
        {
            _trace?.Relayed(e.Time, e.Receiver, first, count: 1, message.Mail);
            StartInjected(_mail.Inject(host, message.Mail, originates: false, message.Recipients, message.Address, message.Bytes, e.Time), e.Time);
            return true;
        }
        // The list sends messages of its own, with its own return address; the trace of relays stays (RFC 5321 section 3.9.2).
        var copy = new Provenance { Submitted = e.Time, Origin = e.Receiver, Hops = message.Mail.Hops };
        var copies = _sending.CopiesOf(message, e.Receiver, _hosts[host].Group);
        _trace?.Relayed(e.Time, e.Receiver, first, copies.Count, message.Mail);
        foreach (var (domain, mailbox, recipients) in copies)
        {
            copy.Domain = domain;
            var all = recipients == 64 ? ulong.MaxValue : (1UL << recipients) - 1;
            StartInjected(_mail.Inject(host, copy, originates: true, all, mailbox, message.Bytes, e.Time), e.Time);
        }
        return true;
    }

    private void StartInjected(int number, long now)
    {
        if (number >= 0)
            Start(number, now);
    }

    /// <summary>MAIL, with the provenance of the message ahead of it in the same segment.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void SendAnnounced(ref ClientSession session, int slot, long now)
    {
        session.Step = CommandGroup.FirstStep(session.Step);
        var latency = session.Key.Draw(session.Step) ^ _mirror;
        Await(ref session, slot, now);
        var arrival = InOrder(slot, _links[session.Link].Arrival(now, latency, session.Deadline));
        Announce(ref session, arrival);
        Post(ref session, EventKind.Mail, 0, session.Mail.Bytes, arrival);
        _trace?.Sent(now, HostNumber(session.Host), session, session.State, session.Mail.Bytes, latency);
    }

    /// <summary>Posts the provenance of the session's message. The steps of the events are consecutive, so that MAIL follows them at once.</summary>
    private void Announce(ref ClientSession session, long arrival)
    {
        ref readonly var mail = ref _sending![session.Message];
        for (var part = 0; part < 2; part++)
        {
            ref var item = ref _router.Send(arrival, session.Server);
            item.Sender = HostNumber(session.Host);
            item.Sequence = SequenceOf(session, session.Step++);
            item.Kind = (byte)EventKind.Announce;
            mail.Write(ref item, part);
        }
    }
}
