using SmtpSim.Protocol;

namespace SmtpSim.Model;

/// <summary>An <see cref="AddressRule"/> compiled, or one that an address itself asks for.</summary>
/// <param name="Index">Its place among the group's rules; -1 when the address asks for it.</param>
/// <param name="Recipient">Pattern; null for any.</param>
/// <param name="Sender">Pattern; null for any.</param>
/// <param name="Step">Where it strikes.</param>
/// <param name="Fault">What happens; null for a delay alone.</param>
/// <param name="Reply">What is answered, where <paramref name="Fault"/> is <see cref="FaultKind.Reply"/>.</param>
/// <param name="Delay">Ticks that the answer leaves later.</param>
/// <param name="Times">How often it strikes for each (client, sender, recipient); 0 for always.</param>
internal sealed record LiveRule(int Index, string? Recipient, string? Sender, SessionStep Step, FaultKind? Fault, Reply Reply, long Delay, int Times)
{
    public static LiveRule Compile(AddressRule rule, int index, ReplyCatalogue texts) => new(
        index, rule.Recipient, rule.Sender, rule.Step, rule.Reply is null ? rule.Fault : FaultKind.Reply,
        rule.Reply is { } reply ? texts.Add(reply) : default, rule.Delay.Ticks, rule.Times);

    public bool FitsSender(string sender) => Sender is null || AddressPattern.Fits(Sender, sender);

    public bool FitsRecipient(string recipient) => Recipient is null || AddressPattern.Fits(Recipient, recipient);
}
