using System.Runtime.InteropServices;

namespace SmtpSim.Cli;

/// <summary>
/// Ctrl-C and SIGTERM: the first asks the run to stop and to keep what it has, the second ends the process at once.
/// </summary>
internal sealed class Interrupt : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration[] _registrations;
    private int _signals;

    /// <param name="atOnce">What has to be put right before the process ends at once.</param>
    public Interrupt(Action atOnce) => _registrations =
    [
        .. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM }.Select(signal => PosixSignalRegistration.Create(signal, context =>
        {
            context.Cancel = true;
            if (Interlocked.Increment(ref _signals) == 1)
            {
                _source.Cancel();
                return;
            }

            atOnce();
            Environment.Exit(ExitCode.Interrupted);
        })),
    ];

    public CancellationToken Token => _source.Token;

    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();
        _source.Dispose();
    }
}
