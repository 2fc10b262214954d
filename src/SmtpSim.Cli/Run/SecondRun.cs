using SmtpSim.Grains;
using SmtpSim.Kernel;
using SmtpSim.Model;

namespace SmtpSim.Cli;

/// <summary>Runs the scenario of a results folder again, with progress, for nothing but its outcome.</summary>
internal static class SecondRun
{
    public static async Task<RunOutcome> OfAsync(Scenario scenario, bool quiet, Terminal terminal)
    {
        using var progress = ProgressDisplay.For(terminal.Error, quiet);
        using var interrupt = new Interrupt(atOnce: progress.End);
        var silo = await EmbeddedSilo.StartAsync().ConfigureAwait(false);
        await using (silo.ConfigureAwait(false))
        {
            progress.Begin(SimTime.Zero + scenario.Duration, interrupt.Token);
            var outcome = await silo.RunAsync(scenario, PartitionChoice.Auto, progress, interrupt.Token).ConfigureAwait(false);
            progress.Finish(outcome);
            return outcome;
        }
    }
}
