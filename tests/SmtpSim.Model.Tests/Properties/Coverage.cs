using SmtpSim.Protocol;

namespace SmtpSim.Model.Tests;

/// <summary>What the random scenarios met, all of them together: a property that never sees an outage says nothing about outages.</summary>
internal sealed class Coverage
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, long> _seen = new(StringComparer.Ordinal);

    /// <summary>What was never met though it can be.</summary>
    public IEnumerable<string> Missing => _seen.Where(pair => pair.Value == 0).Select(pair => pair.Key);

    public void Add(RunResult result)
    {
        lock (_lock)
        {
            foreach (var group in result.Clients)
            {
                foreach (var counter in Enum.GetValues<ClientCounter>())
                    Add($"{nameof(ClientCounter)}.{counter}", group[counter]);
                foreach (var end in Enum.GetValues<SessionEnd>())
                    foreach (var phase in Enum.GetValues<Phase>().Where(phase => CanEnd(end, phase)))
                        Add($"{end} in {phase}", group.EndsOf(end, phase));
                var replies = group.Replies;
                foreach (var code in new[] { 220, 221, 235, 250, 334, 354, 421, 450, 451, 452, 502, 503, 530, 550, 552, 554 })
                    Add($"reply {code}", replies[code - ReplyCounts.First]);
            }
            foreach (var group in result.Servers)
                foreach (var counter in Enum.GetValues<ServerCounter>())
                    Add($"{nameof(ServerCounter)}.{counter}", group[counter]);
        }
    }

    private static bool CanEnd(SessionEnd end, Phase phase) => end switch
    {
        SessionEnd.Completed => phase == Phase.ConnectionTermination,
        SessionEnd.Refused => phase == Phase.ConnectionEstablishment,
        _ => true,
    };

    private void Add(string what, long times) => _seen[what] = _seen.GetValueOrDefault(what) + times;
}
