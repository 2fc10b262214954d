using SmtpSim.Kernel;

namespace SmtpSim.Model;

/// <content>What becomes of the message beyond its client: relays that it came to, each of which has a trace of its own.</content>
internal sealed partial class MessageRecorder
{
    private readonly List<TraceLine> _relayed = [];
    private Provenance _mail;

    private string SenderOfMessage => Sending is null ? MailAddresses.Sender(World, Client, _message.Address) : MailAddresses.ReturnPath(World, _mail, _message.Address);

    public override void Relayed(long now, int relay, long first, int count, in Provenance mail)
    {
        if (!IsSubmitted || mail.Origin != _mail.Origin || mail.Ordinal != _mail.Ordinal || mail.Hops <= _mail.Hops)
            return;
        var name = World.NameOf(relay);
        var rule = $"servers.{World.Scenario.Clients[World.ClientGroupOf(relay)].Name}.relay";
        _relayed.Add(new TraceLine
        {
            Time = new SimTime(now),
            Kind = TraceKind.Relayed,
            Text = mail.Has(MailFlags.Post) ? $"{name} sends it to the members of the list: {name}/{first} to {name}/{first + count - 1}" : $"{name} sends it on as {name}/{first}",
            Attempt = Math.Max(LastAttempt, 1),
            Reasons = [new TraceReason("a trace of that message goes on from here", mail.Has(MailFlags.Post) ? rule + ".lists" : rule)],
        });
    }

    /// <summary>What its relays did stands among the lines by its time.</summary>
    private void AddRelayed(List<TraceLine> lines)
    {
        foreach (var line in _relayed)
        {
            var at = lines.FindLastIndex(other => other.Time <= line.Time);
            lines.Insert(at + 1, line with { Session = at < 0 ? 0 : lines[at].Session });
        }
    }
}
