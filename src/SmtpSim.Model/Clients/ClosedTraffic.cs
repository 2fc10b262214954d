using SmtpSim.Kernel;

namespace SmtpSim.Model;

/// <summary>
/// Closed-loop traffic of a partition (a finite source): each user submits its next message a think time after the fate of the one before,
/// delivered or not. Exists only where a stream is closed; then it knows for each message in a queue whose turn it is.
/// </summary>
internal sealed class ClosedTraffic(World world, EventRouter router)
{
    private Turn[] _turns = new Turn[64];

    /// <summary>Submissions that are to come.</summary>
    public long Ahead { get; private set; }

    public static ClosedTraffic? For(World world, EventRouter router)
        => Array.Exists(world.Streams, stream => stream.IsClosed) ? new ClosedTraffic(world, router) : null;

    /// <summary>Every user of a client begins with a think time.</summary>
    public void Begin(int host, TrafficStream stream)
    {
        for (var user = 0U; user < stream.Users; user++)
            Post(host, stream, user, stream.Start);
    }

    /// <summary>A submission that was to come has come.</summary>
    public void Arrived() => Ahead--;

    /// <summary>The user waits for the fate of the message from now on.</summary>
    public void Submitted(int number, TrafficStream stream, uint n)
    {
        if (number >= _turns.Length)
            Array.Resize(ref _turns, Math.Max(number + 1, _turns.Length * 2));
        _turns[number] = new Turn(stream, n);
    }

    /// <summary>A message has met its fate: the user who sent it, if any, begins to think.</summary>
    public void Settled(int number, int host, long now)
    {
        if (number >= _turns.Length || _turns[number].Stream is not { } stream)
            return;
        var n = _turns[number].N;
        _turns[number] = default;
        Think(host, stream, n, now);
    }

    /// <summary>After submission <paramref name="n"/> of a client its user thinks, and submits again.</summary>
    public void Think(int host, TrafficStream stream, uint n, long now) => Post(host, stream, n + stream.Users, now);

    /// <summary>Submission <paramref name="n"/> is that of user n modulo their number, so that a user's think times do not depend on the others.</summary>
    private void Post(int host, TrafficStream stream, uint n, long from)
    {
        var key = world.ArrivalKey.Derive((ulong)stream.Index).Derive((ulong)host);
        var time = Math.Max(from + 1, from + stream.Think.Sample(key.Draw(n) ^ world.Mirror));
        if (time >= stream.End)
            return;
        Ahead++;
        ref var item = ref router.SendToSelf(time, host);
        var user = n % stream.Users;
        item.Sequence = SelfSequence.Of(EventKind.Arrival, (uint)stream.Index + ((user + 1) * (uint)world.Streams.Length));
        item.Kind = (byte)EventKind.Arrival;
        item.Slot = stream.Index;
        item.Argument = n;
    }

    /// <param name="Stream">The closed stream that a message belongs to; null for none.</param>
    /// <param name="N">Number of the submission at its client, from 0.</param>
    private readonly record struct Turn(TrafficStream? Stream, uint N);
}
