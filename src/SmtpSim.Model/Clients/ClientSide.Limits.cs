using System.Numerics;
using System.Runtime.CompilerServices;
using SmtpSim.Protocol;

namespace SmtpSim.Model;

/// <content>
/// A server that announces LIMITS (RFC 9422) is not asked for more: a message of more recipients than a transaction takes goes in several
/// transactions of the session, and a session that has had as many as it may ends.
/// </content>
internal sealed partial class ClientSide
{
    /// <summary>What real servers announced, by the session's place; null in a simulation.</summary>
    public ServerLimits[]? RealLimits { get; set; }

    /// <summary>A transaction begins that would name more recipients than the server takes: it is cut down to the first of them.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool NamesTooMany(ref ClientSession session)
    {
        if (_profiles[session.Group].Verp)
            return NamesOne(ref session);
        var most = LimitsOf(session).Recipients;
        if (most == 0 || BitOperations.PopCount(session.Mail.Open) <= most)
            return false;
        session.Mail.Named = Lowest(session.Mail.Open, most);
        return true;
    }

    /// <summary>The next recipient has the transaction to itself, and the sender's address is made of its own.</summary>
    private bool NamesOne(ref ClientSession session)
    {
        ref var mail = ref session.Mail;
        var recipient = BitOperations.TrailingZeroCount(mail.Open);
        mail.Address = (mail.Address & 0xFFFFF) | (AddressOf(session, recipient) << 20);
        var more = BitOperations.PopCount(mail.Open) > 1;
        mail.Named = 1UL << recipient;
        return more;
    }

    /// <summary>Goes on with recipients that the transaction before had no room for.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool TakesRest(ref ClientSession session)
    {
        ref var mail = ref session.Mail;
        var behind = BitOperations.Log2(mail.Named) == 63 ? 0 : ulong.MaxValue << (BitOperations.Log2(mail.Named) + 1);
        if ((mail.Pending & behind) == 0 || HadEnough(session))
            return false;
        (mail.Named, mail.Accepted, mail.IsRefused) = (behind, 0, false);
        session.Transactions++;
        return true;
    }

    /// <summary>Whether the session has had as many transactions as the server takes.</summary>
    private bool HadEnough(in ClientSession session)
        => session.Has(ServiceExtensions.Limits) && LimitsOf(session).Mails is > 0 and var most && session.Transactions >= most;

    private ServerLimits LimitsOf(in ClientSession session)
    {
        if (RealLimits is { } real)
            return real[session.ServerSlot];
        if (_profiles[session.Group].Verp && (OfferOf(session) & ServiceExtensions.Limits) == 0)
            return default; // the client has a reason of its own to look here
        var offer = _world.Servers[_world.ServerGroupOf(session.Server)].Offer;
        return new ServerLimits(offer.MaxMailsPerSession, offer.MaxRecipients, RecipientDomains: 0);
    }

    private static ulong Lowest(ulong bits, int count)
    {
        var rest = bits;
        while (count-- > 0)
            rest &= rest - 1;
        return bits & ~rest;
    }
}
