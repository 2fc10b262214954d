namespace SmtpSim.Model;

/// <summary>Requests and accepts of the last while, in twelve bins: between eleven and twelve twelfths of the window.</summary>
internal sealed class RequestWindow(long length)
{
    private const int Bins = 12;

    private readonly long _bin = Math.Max(1, length / Bins);
    private readonly int[] _requests = new int[Bins];
    private readonly int[] _accepts = new int[Bins];
    private long _last;

    public long Requests { get; private set; }

    public long Accepts { get; private set; }

    public void AddRequest(long now)
    {
        Forget(now);
        _requests[_last % Bins]++;
        Requests++;
    }

    public void AddAccept(long now)
    {
        Forget(now);
        _accepts[_last % Bins]++;
        Accepts++;
    }

    /// <summary>Leaves out what is older than the window.</summary>
    public void Forget(long now)
    {
        var bin = now / _bin;
        for (var i = Math.Max(_last + 1, bin - Bins + 1); i <= bin; i++)
        {
            ref var requests = ref _requests[i % Bins];
            ref var accepts = ref _accepts[i % Bins];
            (Requests, Accepts) = (Requests - requests, Accepts - accepts);
            requests = accepts = 0;
        }
        _last = bin;
    }
}
