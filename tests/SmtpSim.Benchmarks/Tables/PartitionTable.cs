using System.Diagnostics;
using SmtpSim.Grains;
using SmtpSim.Kernel;
using SmtpSim.Model;

namespace SmtpSim.Benchmarks;

/// <summary>
/// Whole runs through Orleans on 1, 2, 4, 8 partitions and as <c>auto</c> chooses, in turn; against one partition and against the best.
/// Beside them two runs of one partition at the same time, which have nothing to do with each other: what this machine's second core is worth.
/// </summary>
internal static class PartitionTable
{
    private static readonly string[] Choices = ["1", "2", "4", "8", "auto"];

    private static readonly (string Cell, double Events, int Rounds)[] Rows = [("dense-10k", 30e6, 7), ("dense-1M", 40e6, 3), ("sparse-10k", 5e5, 3)];

    public static async Task PrintAsync(EmbeddedSilo silo, string? only)
    {
        Console.WriteLine();
        Console.WriteLine("| scenario, whole run / one partition | 1 | 2 | 4 | 8 | auto (chosen) | auto / best | two runs of one at once |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|");
        foreach (var (name, events, rounds) in Rows)
            if (only is null || string.Equals(only, name, StringComparison.Ordinal))
                await MeasureAsync(silo, Cell.All.Single(cell => cell.Name == name), events, rounds);
    }

    private static async Task MeasureAsync(EmbeddedSilo silo, Cell cell, double events, int rounds)
    {
        var scenario = cell.Scenario(events / (cell.Pending / cell.SessionSeconds * 17.3));
        var rates = Choices.Select(_ => new List<double>()).ToArray();
        var pairs = new List<double>();
        var chosen = 0;
        string? digest = null;
        for (var round = 0; round <= rounds; round++)
        {
            for (var turn = 0; turn < Choices.Length; turn++)
            {
                var i = (round + turn) % Choices.Length; // no choice always comes after the same one
                if (!PartitionChoice.TryParse(Choices[i], out var choice))
                    throw new InvalidOperationException($"{Choices[i]} is no choice of partitions.");
                var clock = Stopwatch.StartNew();
                var outcome = await silo.RunAsync(scenario, choice, progress: null, CancellationToken.None);
                digest ??= outcome.Result.Digest;
                if (outcome.Result.Digest != digest)
                    throw new InvalidOperationException($"{cell.Name} on {choice} partitions gave another digest.");
                if (choice.IsAuto)
                    chosen = outcome.Partitions;
                if (round > 0) // the first is the just-in-time compiler's
                    rates[i].Add(outcome.Result.Events / clock.Elapsed.TotalSeconds);
            }
            var rate = await RateOfTwoAsync(silo, scenario);
            if (round > 0)
                pairs.Add(rate);
        }
        var ratios = rates.Select(own => Against(own, rates[0])).ToArray();
        // Against the choice that is best on the whole: the fastest of several noisy runs would be faster than any of them is.
        var fastest = rates[..^1].MaxBy(own => own.Order().ElementAt(own.Count / 2))!;
        var best = Against(rates[^1], fastest);
        Console.WriteLine($"| {cell.Name} | 1 | {ratios[1]} | {ratios[2]} | {ratios[3]} | {ratios[4]} ({chosen}) | {best} | {Against(pairs, rates[0])} |");
    }

    private static async Task<double> RateOfTwoAsync(EmbeddedSilo silo, Scenario scenario)
    {
        if (!PartitionChoice.TryParse("1", out var one))
            throw new InvalidOperationException("1 is no choice of partitions.");
        var clock = Stopwatch.StartNew();
        var outcomes = await Task.WhenAll(
            silo.RunAsync(scenario, one, progress: null, CancellationToken.None),
            silo.RunAsync(scenario, one, progress: null, CancellationToken.None));
        return outcomes.Sum(outcome => outcome.Result.Events) / clock.Elapsed.TotalSeconds;
    }

    private static Ratios Against(List<double> rates, List<double> reference)
    {
        var ratios = new Ratios();
        for (var round = 0; round < rates.Count; round++)
            ratios.Add(rates[round] / reference[round]);
        return ratios;
    }
}
