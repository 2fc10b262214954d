using SmtpSim.Kernel;
using SmtpSim.Protocol;

namespace SmtpSim.Model;

/// <summary>How long sessions are in each of their three phases: until the first MAIL, from there to QUIT, and from QUIT to the end.</summary>
internal sealed class PhaseClock
{
    private readonly Dictionary<long, (long MailAt, long QuitAt)> _open = [];

    /// <summary>By <see cref="Phase"/>.</summary>
    public Tally[] Durations { get; } = [new("establishment"), new("transfer"), new("termination")];

    public void Begin(int client, in ClientSession session) => _open[KeyOf(client, session)] = (-1, -1);

    public void Enter(int client, in ClientSession session, ClientState command, long now)
    {
        var key = KeyOf(client, session);
        if (!_open.TryGetValue(key, out var entered))
            return;
        if (command == ClientState.QuitSent)
            _open[key] = (entered.MailAt, now);
        else if (entered.MailAt < 0)
            _open[key] = (now, entered.QuitAt);
    }

    public void End(int client, in ClientSession session, long now)
    {
        if (!_open.Remove(KeyOf(client, session), out var entered))
            return;
        var (mail, quit) = entered;
        Durations[(int)Phase.ConnectionEstablishment].Add((mail >= 0 ? mail : quit >= 0 ? quit : now) - session.Start);
        if (mail >= 0)
            Durations[(int)Phase.MailTransfer].Add((quit >= 0 ? quit : now) - mail);
        if (quit >= 0)
            Durations[(int)Phase.ConnectionTermination].Add(now - quit);
    }

    private static long KeyOf(int client, in ClientSession session) => ((long)client << 16) | session.Generation;
}
