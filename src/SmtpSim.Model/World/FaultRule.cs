using SmtpSim.Kernel;
using SmtpSim.Protocol;

namespace SmtpSim.Model;

/// <summary>A fault at one step. One draw decides among all faults of a step: rule i strikes when the draw lies in [From, To).</summary>
internal readonly record struct FaultRule(ulong From, ulong To, FaultKind Kind, Reply Reply, int Index, FaultCondition? Condition, Sampler Delay)
{
    /// <summary>The rules of a step: those with a condition, each of which has a draw of its own, or those without.</summary>
    public static FaultRule[] Compile(IReadOnlyList<FaultSpec> faults, SessionStep step, bool conditional, IReadOnlyList<ClientGroup> clients, ReplyCatalogue texts)
    {
        var rules = new List<FaultRule>();
        var sum = 0.0;
        for (var i = 0; i < faults.Count; i++)
        {
            if (EffectiveStep(faults[i]) != step)
                continue;
            var condition = FaultCondition.Compile(faults[i].When, clients);
            if (condition is not null != conditional)
                continue;
            var from = conditional ? 0 : Chance.Threshold(sum);
            sum = conditional ? faults[i].Chance : sum + faults[i].Chance;
            rules.Add(new FaultRule(from, Chance.Threshold(sum), faults[i].Kind, faults[i].Reply is { } reply ? texts.Add(reply) : default, i, condition, Sampler.Compile(faults[i].Delay)));
        }
        return [.. rules];
    }

    /// <summary>A reply needs a connection: what a scenario wants to be said on connecting is said instead of the greeting.</summary>
    private static SessionStep EffectiveStep(FaultSpec fault)
        => fault is { At: SessionStep.Connect, Kind: not (FaultKind.Refuse or FaultKind.Timeout or FaultKind.Reset or FaultKind.Silent) } ? SessionStep.Greeting : fault.At;

    /// <summary>Of a fault that makes the two sides disagree about where they are, or about what was done.</summary>
    public bool Twists => Kind is FaultKind.Duplicate or FaultKind.Garble or FaultKind.WrongCode;

    /// <summary>The rule of a step that the draw lets strike.</summary>
    public static bool TryFind(FaultRule[] rules, ulong bits, out FaultRule found)
    {
        foreach (var rule in rules)
        {
            if (!rule.Strikes(bits))
                continue;
            found = rule;
            return true;
        }
        found = default;
        return false;
    }

    public bool Strikes(ulong bits) => bits >= From && (bits < To || To == ulong.MaxValue);
}

/// <summary>Probabilities as thresholds of 64 random bits.</summary>
internal static class Chance
{
    /// <summary>Bits below the result come with the given probability; <see cref="ulong.MaxValue"/> stands for always.</summary>
    public static ulong Threshold(double probability)
        => probability <= 0 ? 0 : probability >= 1 ? ulong.MaxValue : (ulong)(probability * 18446744073709551616.0);

    /// <summary>Whether 64 random bits fall under a threshold.</summary>
    public static bool Hits(ulong bits, ulong threshold) => bits < threshold || threshold == ulong.MaxValue;
}
