namespace SmtpSim.Wire;

/// <summary>The connections that stand, and how many there may be.</summary>
internal sealed class ConnectionTable(int most, int mostPerAddress) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly ManualResetEventSlim _none = new(initialState: true);
    private readonly Dictionary<string, int>? _perAddress = mostPerAddress < most ? [] : null;
    private Connection[] _connections = new Connection[64];

    public int Count { get; private set; }

    /// <summary>Adds one, unless there are as many as there may be.</summary>
    public bool TryAdd(Connection connection)
    {
        lock (_gate)
        {
            if (Count >= most)
                return false;
            if (_perAddress is not null)
            {
                var there = _perAddress.GetValueOrDefault(connection.Peer);
                if (there >= mostPerAddress)
                    return false;
                _perAddress[connection.Peer] = there + 1;
            }
            if (Count == _connections.Length)
                Array.Resize(ref _connections, Count * 2);
            connection.Place = Count;
            _connections[Count++] = connection;
            _none.Reset();
            return true;
        }
    }

    /// <summary>Takes one out that was added; one that was not is none of ours.</summary>
    public void Remove(Connection connection)
    {
        lock (_gate)
        {
            var place = connection.Place;
            if (place >= Count || _connections[place] != connection)
                return;
            var last = _connections[--Count];
            last.Place = place;
            _connections[place] = last;
            _connections[Count] = null!;
            if (_perAddress is not null && --_perAddress[connection.Peer] == 0)
                _perAddress.Remove(connection.Peer);
            if (Count == 0)
                _none.Set();
        }
    }

    public Connection[] ToArray()
    {
        lock (_gate)
            return Count == 0 ? [] : _connections[..Count];
    }

    public void Dispose() => _none.Dispose();

    public bool WaitForNone(TimeSpan time) => _none.Wait(time);
}
