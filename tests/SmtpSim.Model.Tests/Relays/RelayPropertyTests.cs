using CsCheck;
using SmtpSim.Kernel;

namespace SmtpSim.Model.Tests;

/// <summary>What holds of every run with relays, tried on random topologies.</summary>
public class RelayPropertyTests
{
    [Fact]
    public void AnyTopology_Run_BooksBalanceEndToEnd()
    {
        var seen = new SortedDictionary<string, long>(StringComparer.Ordinal);
        // These two a random topology meets too seldom to be counted on.
        Balance(CopyTests.HastyClient);
        Balance(CopyTests.CrashBehindAcceptance);
        RandomRelays.Any.OfEvents(300_000).Sample(Balance, iter: 300, print: RandomScenarios.Print);
        Assert.Empty(seen.Where(pair => pair.Value == 0).Select(pair => pair.Key));

        void Balance(Scenario scenario)
        {
            var copies = new CopyBook();
            var run = Simulation.Run(scenario, copies);
            Books.Balance(run);
            copies.Agree(run);
            EndToEndBooksBalance(run, copies.Believed);
            if (scenario.Drain > SimDuration.FromDays(1))
                Books.AreClosed(run);
            lock (seen)
            {
                foreach (var counter in Enum.GetValues<EndToEndCounter>())
                    seen[counter.ToString()] = seen.GetValueOrDefault(counter.ToString()) + run.Result.EndToEnd.Sum(group => group[counter]);
                foreach (var counter in Enum.GetValues<ReceptionCounter>())
                    seen[counter.ToString()] = seen.GetValueOrDefault(counter.ToString()) + run.Result.Receptions.Sum(group => group[counter]);
            }
        }
    }

    [Fact]
    public void AnyTopology_OnAnyNumberOfPartitions_HasTheSameDigest() => RandomRelays.Small.Sample(scenario =>
    {
        var one = Simulation.Run(scenario);
        foreach (var partitions in new[] { 2, 4, 8 })
            Assert.Equal(one.Digest, Simulation.Run(scenario, partitions).Digest);
    }, iter: 50, print: RandomScenarios.Print);

    private static void EndToEndBooksBalance(Outcome run, long believed)
    {
        foreach (var group in run.Result.EndToEnd)
        {
            // Each copy that came into being ends in one way.
            var made = group[EndToEndCounter.Submitted] + group[EndToEndCounter.Accepted] - group[EndToEndCounter.HandedOn];
            var ended = Sum(group, EndToEndCounter.Delivered, EndToEndCounter.Duplicates, EndToEndCounter.Deduplicated, EndToEndCounter.Bounced,
                EndToEndCounter.Expired, EndToEndCounter.Dropped, EndToEndCounter.Lost, EndToEndCounter.Queued);
            Assert.Equal(made, ended);
            Assert.InRange(group[EndToEndCounter.Delivered], 0, group[EndToEndCounter.Submitted]);
            Assert.InRange(group[EndToEndCounter.HandedOn], 0, group[EndToEndCounter.Accepted] + believed);
            Assert.InRange(group[EndToEndCounter.FailuresReported], 0, group[EndToEndCounter.Bounced] + group[EndToEndCounter.Expired]);
        }
        var all = run.Result.EndToEnd;
        Assert.Equal(all.Sum(group => group[EndToEndCounter.Accepted]), run.Sum(ServerCounter.RecipientCopies));
        Assert.Equal(all.Sum(group => group[EndToEndCounter.HandedOn]), run.Sum(ClientCounter.RecipientsDelivered));
        Assert.Equal(all.Sum(group => group[EndToEndCounter.Duplicates]), run.Result.Receptions.Sum(group => group.Duplicates));
        Assert.Equal(all.Sum(group => group[EndToEndCounter.Delivered]), run.Result.Receptions.Sum(group => group[ReceptionCounter.Unique]));
        if (all.Sum(group => group[EndToEndCounter.NotificationsSent]) == 0)
            Assert.Equal(0, run.Result.Receptions.Sum(group => group[ReceptionCounter.Notifications] + group[ReceptionCounter.Backscatter]));
    }

    private static long Sum(EndToEndMetrics group, params EndToEndCounter[] counters) => counters.Sum(counter => group[counter]);
}
