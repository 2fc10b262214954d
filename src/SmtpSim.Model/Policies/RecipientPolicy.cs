using SmtpSim.Kernel;
using SmtpSim.Protocol;

namespace SmtpSim.Model;

/// <summary>What servers answer to RCPT: first the limit of the transaction, then whether the mailbox exists, then greylisting.</summary>
internal sealed class RecipientPolicy(World world, TraceRecorder? trace)
{
    private readonly Greylist _greylist = new();

    public Reply Check(in ServerSession session, int server, uint address, ServerProfile profile, ServerMetrics metrics, long now)
    {
        if (session.Recipients >= profile.MaxRecipients)
        {
            metrics.Counters[(int)ServerCounter.RecipientsOverLimit]++;
            trace?.Reason(session, $"the transaction has {session.Recipients} recipients", $"servers.{profile.Group.Name}.max-recipients");
            return profile.OverRecipientLimit;
        }
        if (profile.UnknownBelow > 0 && Chance.Hits(world.MailboxKey.Derive((ulong)server).Draw(address & 0xFFFFF), profile.UnknownBelow))
        {
            metrics.Counters[(int)ServerCounter.RecipientsUnknown]++;
            trace?.Reason(session, "the mailbox does not exist", $"servers.{profile.Group.Name}.unknown");
            return profile.UnknownMailbox;
        }
        if (profile.Greylist is { } rule)
        {
            var verdict = _greylist.Check(server, session.Client, address, now, rule);
            if (verdict <= GreylistVerdict.TooEarly)
            {
                metrics.Counters[(int)ServerCounter.RecipientsGreylisted]++;
                trace?.Reason(session, verdict == GreylistVerdict.FirstSight ? "first sight of this triplet" : $"this triplet must wait {rule.Delay} from its first sight", $"servers.{profile.Group.Name}.greylist");
                return profile.Greylisted;
            }
        }
        return WellKnownReplies.RecipientOk;
    }
}
