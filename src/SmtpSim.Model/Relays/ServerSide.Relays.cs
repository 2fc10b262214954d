using SmtpSim.Kernel;
using SmtpSim.Protocol;

namespace SmtpSim.Model;

/// <content>Mail that is followed over its hops.</content>
internal sealed partial class ServerSide
{
    /// <summary>What MAIL says of the message is right behind.</summary>
    public bool OnAnnounce(in SimEvent e)
    {
        _receiving!.Announce(e);
        return true;
    }

    /// <summary>MAIL has come, though it may have to wait for a worker.</summary>
    private void BeginFollowed(in ServerSession session, in SimEvent e)
    {
        if (IsFrom(session, e))
            _receiving!.Begin(e.Slot, e);
    }

    /// <summary>Another mail host of a domain accepted a message for mailboxes that are here.</summary>
    public bool OnDeposit(in SimEvent e)
    {
        _receiving!.Deposit(e);
        return true;
    }

    private Reply TooManyHops(in ServerSession session, ServerProfile profile)
    {
        _trace?.Ruled(session, profile, ServerRule.TooManyHops);
        return _world.TooManyHops;
    }
}
