namespace SmtpSim.Model;

/// <summary>How often faults that strike only the first times have struck, for each server, client and mailbox.</summary>
internal sealed class FaultMemory
{
    private readonly Dictionary<(int Rule, int Server, ulong Client, uint Mailbox), int> _struck = [];

    /// <summary>Whether a rule, whose other conditions hold, strikes; if so, it counts as having struck.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="group">The server's group.</param>
    /// <param name="server">The server's host number.</param>
    /// <param name="client">The client.</param>
    /// <param name="mailbox">The mailbox, or <see cref="RecipientPolicy.Unnumbered"/> where none is known.</param>
    public bool Strikes(in FaultRule rule, int group, int server, long client, uint mailbox)
    {
        if (rule.Condition is not { Times: > 0 } condition)
            return true;
        var key = ((group << 16) ^ rule.Index, server, (ulong)client, mailbox);
        var times = _struck.GetValueOrDefault(key);
        if (times >= condition.Times)
            return false;
        _struck[key] = times + 1;
        return true;
    }
}
