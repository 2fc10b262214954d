using System.Diagnostics;
using SmtpSim.Grains;
using SmtpSim.Kernel;
using SmtpSim.Model;

namespace SmtpSim.Benchmarks;

/// <summary>Whole runs through Orleans on 1, 2, 4, 8 partitions and as <c>auto</c> chooses, in turn; against one partition and against the best.</summary>
internal static class PartitionTable
{
    private static readonly string[] Choices = ["1", "2", "4", "8", "auto"];

    public static async Task PrintAsync(EmbeddedSilo silo)
    {
        Console.WriteLine();
        Console.WriteLine("| scenario, whole run / one partition | 1 | 2 | 4 | 8 | auto (chosen) | auto / best |");
        Console.WriteLine("|---|---|---|---|---|---|---|");
        await MeasureAsync(silo, Cell.All.Single(cell => cell.Name == "dense-10k"), events: 30e6, rounds: 5);
        await MeasureAsync(silo, Cell.All.Single(cell => cell.Name == "dense-1M"), events: 40e6, rounds: 3);
        await MeasureAsync(silo, Cell.All.Single(cell => cell.Name == "sparse-10k"), events: 1e5, rounds: 3);
    }

    private static async Task MeasureAsync(EmbeddedSilo silo, Cell cell, double events, int rounds)
    {
        var scenario = cell.Scenario(events / (cell.Pending / cell.SessionSeconds * 17.3));
        var ratios = Choices.Select(_ => new Ratios()).ToArray();
        var best = new Ratios();
        var chosen = 0;
        string? digest = null;
        for (var round = 0; round <= rounds; round++)
        {
            var rates = new double[Choices.Length];
            for (var i = 0; i < Choices.Length; i++)
            {
                if (!PartitionChoice.TryParse(Choices[i], out var choice))
                    throw new InvalidOperationException($"{Choices[i]} is no choice of partitions.");
                var clock = Stopwatch.StartNew();
                var outcome = await silo.RunAsync(scenario, choice, progress: null, CancellationToken.None);
                rates[i] = outcome.Result.Events / clock.Elapsed.TotalSeconds;
                digest ??= outcome.Result.Digest;
                if (outcome.Result.Digest != digest)
                    throw new InvalidOperationException($"{cell.Name} on {choice} partitions gave another digest.");
                if (choice.IsAuto)
                    chosen = outcome.Partitions;
            }
            if (round == 0)
                continue; // the just-in-time compiler's
            for (var i = 0; i < Choices.Length; i++)
                ratios[i].Add(rates[i] / rates[0]);
            best.Add(rates[^1] / rates[..^1].Max());
        }
        Console.WriteLine($"| {cell.Name} | 1 | {ratios[1]} | {ratios[2]} | {ratios[3]} | {ratios[4]} ({chosen}) | {best} |");
    }
}
