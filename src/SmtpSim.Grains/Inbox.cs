namespace SmtpSim.Grains;

/// <summary>
/// Counts the batches that a partition was handed, so that it goes on only when it has all that was sent to it before. Between silos they
/// come in any order: a batch of the window that is going on may be here before the last one of an earlier window.
/// </summary>
internal sealed class Inbox
{
    /// <summary>
    /// A batch that was sent and did not come in all this time never will: the call that carried it failed, or its sender's silo is gone. Less than a call may take, since
    /// it is a call that waits here.
    /// </summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private long _latestWindow;
    private long _ofLatest;
    private long _ofEarlier;
    private (long Window, long Batches) _awaited;
    private TaskCompletionSource? _whole;

    public void Add(long window)
    {
        if (window > _latestWindow)
            (_latestWindow, _ofEarlier, _ofLatest) = (window, _ofEarlier + _ofLatest, 0);
        if (window == _latestWindow)
            _ofLatest++;
        else
            _ofEarlier++;
        if (_whole is not null && CountBefore(_awaited.Window) >= _awaited.Batches)
            _whole.TrySetResult();
    }

    /// <summary>Ends when <paramref name="batches"/> of the windows before <paramref name="window"/> have come: at once, mostly.</summary>
    /// <exception cref="TimeoutException">They did not.</exception>
    public async ValueTask Holds(long batches, long window)
    {
        if (CountBefore(window) >= batches)
            return;
        (_awaited, _whole) = ((window, batches), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        await _whole.Task.WaitAsync(Patience);
        _whole = null;
    }

    /// <summary>No partition is ahead of the window that one of them waits to begin, so the latest window is this one or an earlier one.</summary>
    private long CountBefore(long window) => _ofEarlier + (_latestWindow < window ? _ofLatest : 0);
}
