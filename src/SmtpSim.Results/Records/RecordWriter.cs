using System.Threading.Channels;
using SmtpSim.Model;

namespace SmtpSim.Results;

/// <summary>
/// Writes records while the run goes on: a few batches may wait, then the run waits. It works on the threads that grains work on: a thread more than there are cores
/// would take one from a grain amid its window, and all others would wait at the barrier. When writing fails it tells the run to end, and <see cref="CompleteAsync"/> tells why.
/// </summary>
public sealed class RecordWriter : IDisposable
{
    private const int MostWaiting = 4;

    private readonly RecordFiles _files;
    private readonly Channel<IReadOnlyList<RecordBatch>> _batches = Channel.CreateBounded<IReadOnlyList<RecordBatch>>(new BoundedChannelOptions(MostWaiting) { SingleReader = true, SingleWriter = true });
    private readonly Task _writing;

    public RecordWriter(RecordFiles files)
    {
        _files = files;
        _writing = Task.Run(WriteAsync);
    }

    /// <summary>Takes batches of one stretch of virtual time; false after a failure.</summary>
    public async ValueTask<bool> TakeAsync(IReadOnlyList<RecordBatch> batches)
    {
        try
        {
            await _batches.Writer.WriteAsync(batches).ConfigureAwait(false);
            return true;
        }
        catch (ChannelClosedException)
        {
            return false;
        }
    }

    /// <summary>Waits until all is written, and finishes the files.</summary>
    /// <exception cref="ResultsException">Writing failed, now or before.</exception>
    public async Task CompleteAsync()
    {
        _batches.Writer.TryComplete();
        await _writing.ConfigureAwait(false);
        _files.Complete();
    }

    public void Dispose()
    {
        _batches.Writer.TryComplete();
        try
        {
            _writing.Wait();
        }
        catch (AggregateException)
        {
            // Told by CompleteAsync, or the run failed first.
        }
    }

    private async Task WriteAsync()
    {
        try
        {
            while (await _batches.Reader.WaitToReadAsync().ConfigureAwait(false))
                while (_batches.Reader.TryRead(out var batches))
                    _files.Write(batches);
        }
        finally
        {
            // After a failure nothing is taken any more, and whoever waits to hand over hears of it.
            _batches.Writer.TryComplete();
            while (_batches.Reader.TryRead(out _))
            {
            }
        }
    }
}
