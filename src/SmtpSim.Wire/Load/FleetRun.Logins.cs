using SmtpSim.Model;
using SmtpSim.Protocol;

namespace SmtpSim.Wire;

/// <content>
/// SCRAM's keys are derived on a thread of the pool, once for all sessions that have the same salt: under the lock of the fleet a server that asks for a hundred
/// thousand rounds would stop every other session for as long as they take.
/// </content>
internal sealed partial class FleetRun
{
    /// <summary>Sessions that wait for keys, by what is being derived.</summary>
    private readonly Dictionary<string, List<(FleetConnection Connection, FleetSession Session)>> _deriving = [];

    private void Derive(FleetConnection connection, FleetSession session)
    {
        var derivation = connection.Dialogue.Missing!;
        if (_deriving.TryGetValue(derivation.Name, out var waiting))
        {
            waiting.Add((connection, session));
            return;
        }

        _deriving.Add(derivation.Name, [(connection, session)]);
        ThreadPool.UnsafeQueueUserWorkItem(
            static work =>
            {
                work.Derivation.Complete();
                work.Run.OnDerived(work.Derivation);
            },
            (Run: this, Derivation: derivation), preferLocal: false);
    }

    private void OnDerived(ScramDerivation derivation)
    {
        lock (_lock)
        {
            _identity.Keyring.Add(derivation);
            _deriving.Remove(derivation.Name, out var waiting);
            if (_end.Task.IsCompleted)
                return;
            foreach (var (connection, session) in waiting!)
            {
                if (Find(session) == connection) // else its time is over
                    AnswerChallenge(connection, session);
            }

            Settle();
        }
    }

    private void AnswerChallenge(FleetConnection connection, FleetSession session)
    {
        if (connection.Dialogue.AnswerChallenge(out var reply) != FleetRead.Reply)
            Reject(connection);
        else if (Pass(connection, session, reply, _clock.Now) && Read(connection, session, connection.Kept) && !connection.Receive())
            Take(connection);
    }
}
