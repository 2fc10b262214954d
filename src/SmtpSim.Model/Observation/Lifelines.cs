using SmtpSim.Kernel;

namespace SmtpSim.Model;

/// <summary>Follows the attempts of exemplars, and of the first messages of each client group that are deferred.</summary>
internal sealed class Lifelines
{
    /// <summary>Messages of a group that are followed though they are no exemplars.</summary>
    private const int MostOfGroup = 3;

    private readonly World _world;
    private readonly Dictionary<(int Client, uint Ordinal), Entry> _followed = [];
    private readonly List<Entry> _inOrder = [];
    private readonly int[] _ofGroup;

    public Lifelines(World world, IReadOnlyList<Exemplar> exemplars)
    {
        _world = world;
        _ofGroup = new int[world.Clients.Length];
        foreach (var exemplar in exemplars)
            Follow(exemplar.Host, (uint)(exemplar.Number - 1), exemplar.Submitted, isExemplar: true);
    }

    public void Deferred(long now, int client, in Message message)
    {
        if (Find(client, message) is { } entry)
            entry.Attempts.Add((new SimTime(now), MessageFate.Queued));
    }

    public void Settled(long now, int client, in Message message, ClientCounter fate)
    {
        if (_followed.TryGetValue((client, message.Ordinal), out var entry))
            entry.Attempts.Add((new SimTime(now), ExemplarList.FateOf(fate)));
    }

    /// <summary>In the order of submission.</summary>
    public IReadOnlyList<Lifeline> ToList() => [.. _inOrder.Where(entry => entry.Attempts.Count > 0)
        .OrderBy(entry => entry.Submitted).ThenBy(entry => entry.Client).ThenBy(entry => entry.Ordinal)
        .Select(entry => new Lifeline($"{_world.NameOf(entry.Client)}/{entry.Ordinal + 1L}", entry.IsExemplar, entry.Submitted, entry.Attempts))];

    private Entry? Find(int client, in Message message)
    {
        if (_followed.TryGetValue((client, message.Ordinal), out var entry))
            return entry;
        if (message.Attempts != 1 || _ofGroup[_world.ClientGroupOf(client)]++ >= MostOfGroup)
            return null;
        return Follow(client, message.Ordinal, new SimTime(message.Arrival), isExemplar: false);
    }

    private Entry Follow(int client, uint ordinal, SimTime submitted, bool isExemplar)
    {
        var entry = new Entry(client, ordinal, submitted, isExemplar, []);
        _followed[(client, ordinal)] = entry;
        _inOrder.Add(entry);
        return entry;
    }

    private sealed record Entry(int Client, uint Ordinal, SimTime Submitted, bool IsExemplar, List<(SimTime Time, MessageFate Outcome)> Attempts);
}
