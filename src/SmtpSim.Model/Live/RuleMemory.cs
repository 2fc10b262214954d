namespace SmtpSim.Model;

/// <summary>How often a rule for addresses has struck a (client, sender, recipient): for those that strike the first few times only.</summary>
internal sealed class RuleMemory
{
    /// <summary>Then all is forgotten: a client that makes up addresses must not fill the memory.</summary>
    private const int Most = 1 << 20;

    private readonly Dictionary<ulong, int> _strikes = [];

    /// <summary>Whether the rule strikes this time too; if so, it is counted.</summary>
    public bool Strikes(LiveRule rule, ulong key)
    {
        if (rule.Times == 0)
            return true;
        if (_strikes.Count >= Most)
            _strikes.Clear();
        var strikes = _strikes.GetValueOrDefault(key);
        if (strikes >= rule.Times)
            return false;
        _strikes[key] = strikes + 1;
        return true;
    }
}
