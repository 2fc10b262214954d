using SmtpSim.Kernel;

namespace SmtpSim.Model;

/// <summary>A <see cref="FaultWhen"/> compiled.</summary>
internal sealed class FaultCondition
{
    private readonly FaultWhen _when;
    private readonly long _to;
    private readonly int _clients;

    private FaultCondition(FaultWhen when, IReadOnlyList<ClientGroup> clients)
    {
        _when = when;
        _to = when.To.Ticks == 0 ? long.MaxValue : when.To.Ticks;
        _clients = clients.Select(group => group.Name).ToList().IndexOf(when.Clients ?? "");
    }

    /// <summary>How often it strikes for each client and mailbox; 0 for always.</summary>
    public int Times => _when.Times;

    public bool CountsSessions => _when.AfterSessions > 0;

    public bool NamesMailbox => _when.Times > 0 || _when.LastMailbox > 0;

    public static FaultCondition? Compile(FaultWhen when, IReadOnlyList<ClientGroup> clients) => when == FaultWhen.Always ? null : new FaultCondition(when, clients);

    /// <summary>Whether all holds but the number of times.</summary>
    public bool Holds(in FaultSituation at)
        => at.Now >= _when.From.Ticks && at.Now < _to
            && at.SessionsTaken >= _when.AfterSessions
            && (_when.SessionsOver == 0 || at.Sessions > _when.SessionsOver)
            && (_when.WaitingOver == 0 || at.Waiting > _when.WaitingOver)
            && (_when.LastMailbox == 0 || (at.Mailbox != RecipientPolicy.Unnumbered && at.Mailbox + 1 >= _when.FirstMailbox && at.Mailbox + 1 <= _when.LastMailbox))
            && (_when.Clients is null || at.ClientGroup == _clients);
}

/// <summary>What a condition looks at.</summary>
/// <param name="Now">Tick.</param>
/// <param name="Sessions">Sessions that the server holds.</param>
/// <param name="SessionsTaken">Sessions that it has taken so far.</param>
/// <param name="Waiting">Commands that wait for its workers.</param>
/// <param name="Mailbox">From 0, or <see cref="RecipientPolicy.Unnumbered"/>.</param>
/// <param name="ClientGroup">Group of the client; -1 for a real one.</param>
internal readonly record struct FaultSituation(long Now, int Sessions, long SessionsTaken, int Waiting, uint Mailbox, int ClientGroup);
