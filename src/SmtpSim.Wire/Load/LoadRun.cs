namespace SmtpSim.Wire;

/// <summary>Lets a scenario's clients deliver to a real server, in real time or faster.</summary>
public static class LoadRun
{
    /// <summary>Runs until all mail has met its fate, the scenario ends, or it is interrupted.</summary>
    /// <param name="options">What and where to.</param>
    /// <param name="watch">Is shown how far it is, now and then; null for nobody.</param>
    /// <param name="interrupt">Ends the run; what was found so far is kept.</param>
    public static async Task<LoadOutcome> RunAsync(LoadOptions options, Action<LoadProgress>? watch, CancellationToken interrupt)
    {
        ArgumentNullException.ThrowIfNull(options);
        using var run = new FleetRun(options);
        var registration = interrupt.Register(run.Interrupt);
        await using (registration.ConfigureAwait(false))
        {
            run.Start();
            while (await Task.WhenAny(run.Ended, Task.Delay(TimeSpan.FromMilliseconds(100), CancellationToken.None)).ConfigureAwait(false) != run.Ended)
            {
                run.Poll();
                watch?.Invoke(run.Progress());
            }

            return run.Close(await run.Ended.ConfigureAwait(false));
        }
    }
}
