using System.Numerics;
using SmtpSim.Kernel;
using SmtpSim.Protocol;

namespace SmtpSim.Model;

/// <content>Policies that remember clients, sessions and mailboxes: <see cref="ServerPolicies"/>.</content>
internal sealed partial class ServerSide
{
    private readonly PolicyMemory _policies = new();

    /// <summary>By session; as long as the last one that a policy asked for.</summary>
    private SessionMemory[] _memories = [];

    /// <summary>How much later than usual the next reply leaves.</summary>
    private long _delay;

    private ref SessionMemory MemoryOf(int slot)
    {
        if (slot >= _memories.Length)
            Array.Resize(ref _memories, Math.Max(slot + 1, Math.Max(64, _memories.Length * 2)));
        return ref _memories[slot];
    }

    /// <summary>Whether connections come too fast, and with what greeting then.</summary>
    private bool IsTooFast(ref ServerSession session, ServerProfile profile, ServerPolicies policies, long now, out Reply greeting)
    {
        greeting = default;
        if (!_policies.IsOverRate(policies, RateOf.Connections, HostNumber(session.Host), session.Client, now, out var rate))
            return false;
        Ruled(session, profile, ServerRule.ConnectionRate);
        greeting = rate.Reply;
        return true;
    }

    /// <summary>Whether the client has as many sessions as it may, and with what greeting then.</summary>
    private bool IsOneTooMany(ref ServerSession session, int slot, ServerProfile profile, ServerPolicies policies, out Reply greeting)
    {
        ref var memory = ref MemoryOf(slot);
        memory = default;
        greeting = default;
        if (policies.SessionsPerClient == int.MaxValue)
            return false;
        memory.Counted = _policies.TryOpen(HostNumber(session.Host), session.Client, session.Epoch, policies.SessionsPerClient);
        if (memory.Counted)
            return false;
        Ruled(session, profile, ServerRule.ClientLimit);
        greeting = policies.OverClientLimit;
        return true;
    }

    /// <summary>A session that was taken is over.</summary>
    private void Forget(in ServerSession session, int slot)
    {
        if (slot < _memories.Length && _memories[slot].Counted)
            _policies.Close(HostNumber(session.Host), session.Client);
    }

    private Reply PolicyOfMail(ref ServerSession session, int slot, ServerProfile profile, ServerPolicies policies, Reply reply, long now)
    {
        ref var memory = ref MemoryOf(slot);
        memory.Deferred = false;
        if (_policies.IsOverRate(policies, RateOf.Messages, HostNumber(session.Host), session.Client, now, out var rate) && reply.IsPositiveCompletion)
        {
            Ruled(session, profile, ServerRule.MessageRate);
            reply = rate.Reply;
        }
        return Tarpitted(session, ref memory, profile, policies, reply);
    }

    private Reply PolicyOfRecipient(ref ServerSession session, in SimEvent e, ServerProfile profile, ServerPolicies policies, Reply reply, ServerRule rule)
    {
        ref var memory = ref MemoryOf(e.Slot);
        memory.Recipients++;
        var mailbox = e.Argument & RecipientPolicy.MailboxMask;
        if (_policies.IsOverRate(policies, RateOf.Recipients, e.Receiver, session.Client, e.Time, out var rate) && reply.IsPositiveCompletion)
        {
            Ruled(session, profile, ServerRule.RecipientRate);
            reply = rate.Reply;
        }
        else if (policies.GreylistsAtData && rule is ServerRule.FirstSight or ServerRule.TooEarly)
        {
            memory.Deferred = true;
            reply = WellKnownReplies.RecipientOk;
        }
        if (policies.Quota is { } quota && reply.IsPositiveCompletion && _policies.IsFull(quota, e.Receiver, mailbox, session.Bytes, e.Time))
        {
            Ruled(session, profile, ServerRule.MailboxFull);
            reply = policies.MailboxFull;
        }
        if (reply.IsPositiveCompletion && session.Accepted == 0)
        {
            var position = (uint)(e.Detail & GroupDetail.Recipient);
            memory.Mailbox = (mailbox % profile.Mailboxes + profile.Mailboxes - position % profile.Mailboxes) % profile.Mailboxes;
            memory.Seen = _policies.Now;
        }
        return Tarpitted(session, ref memory, profile, policies, reply);
    }

    /// <summary>Greylisting that defers the transaction instead of its recipients (RFC 6647 section 2.4).</summary>
    private bool IsDeferredAtData(in ServerSession session, int slot, ServerProfile profile, ServerPolicies policies)
    {
        if (!policies.GreylistsAtData || !MemoryOf(slot).Deferred)
            return false;
        _trace?.Ruled(session, profile, ServerRule.GreylistedAtData);
        return true;
    }

    private Reply PolicyOfBody(ref ServerSession session, in SimEvent e, ServerProfile profile, ServerPolicies policies, Reply reply)
    {
        ref var memory = ref MemoryOf(e.Slot);
        if (reply.IsPositiveCompletion && Chance.Hits(_world.ContentKey.Derive(((ulong)(uint)session.Client << 32) | e.Argument).Draw((ulong)profile.Index) ^ _mirror, policies.RejectBelow))
        {
            Ruled(session, profile, ServerRule.ContentRejected);
            reply = policies.Rejected;
        }
        if (reply.IsPositiveCompletion && IsDeferredAtData(session, e.Slot, profile, policies))
            reply = profile.Greylisted; // BDAT: there was no DATA
        if (reply.IsPositiveCompletion && policies.MailboxConflicts && !profile.Lmtp && HasConflict(session, memory, profile))
        {
            Ruled(session, profile, ServerRule.MailboxChanged);
            reply = policies.MailboxChanged;
        }
        return Tarpitted(session, ref memory, profile, policies, reply);
    }

    private bool HasConflict(in ServerSession session, in SessionMemory memory, ServerProfile profile)
    {
        for (var rest = session.Accepted; rest != 0; rest &= rest - 1)
            if (_policies.HasChanged(HostNumber(session.Host), MailboxOf(memory, rest, profile), memory.Seen))
                return true;
        return false;
    }

    /// <summary>A message was accepted: its recipients have it.</summary>
    private void Deliver(in ServerSession session, int slot, ServerProfile profile, ServerPolicies policies, long now)
    {
        var memory = MemoryOf(slot);
        for (var rest = session.Accepted; rest != 0; rest &= rest - 1)
            _policies.Deliver(policies, HostNumber(session.Host), MailboxOf(memory, rest, profile), session.Bytes, now);
    }

    private static uint MailboxOf(in SessionMemory memory, ulong recipients, ServerProfile profile)
        => (memory.Mailbox + (uint)BitOperations.TrailingZeroCount(recipients)) % profile.Mailboxes;

    private Reply Tarpitted(in ServerSession session, ref SessionMemory memory, ServerProfile profile, ServerPolicies policies, Reply reply)
    {
        if (policies.Tarpit is not { } tarpit)
            return reply;
        if (!reply.IsPositiveCompletion)
            memory.Errors++;
        if (memory.Errors <= tarpit.AfterErrors && memory.Recipients <= tarpit.AfterRecipients)
            return reply;
        _delay += tarpit.Delay.Ticks;
        Ruled(session, profile, ServerRule.Tarpitted);
        return reply;
    }
}
