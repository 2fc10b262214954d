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
            trace?.Ruled(session, profile, ServerRule.RecipientLimit);
            return profile.OverRecipientLimit;
        }
        if (profile.UnknownBelow > 0 && Chance.Hits(world.MailboxKey.Derive((ulong)server).Draw(address & 0xFFFFF), profile.UnknownBelow))
        {
            metrics.Counters[(int)ServerCounter.RecipientsUnknown]++;
            trace?.Ruled(session, profile, ServerRule.UnknownMailbox);
            return profile.UnknownMailbox;
        }
        if (profile.Greylist is { } rule)
        {
            var verdict = _greylist.Check(server, session.Client, address, now, rule);
            if (verdict <= GreylistVerdict.TooEarly)
            {
                metrics.Counters[(int)ServerCounter.RecipientsGreylisted]++;
                trace?.Ruled(session, profile, verdict == GreylistVerdict.FirstSight ? ServerRule.FirstSight : ServerRule.TooEarly);
                return profile.Greylisted;
            }
            if (verdict == GreylistVerdict.Passed)
                trace?.Ruled(session, profile, ServerRule.GreylistPassed);
        }
        return WellKnownReplies.RecipientOk;
    }
}
