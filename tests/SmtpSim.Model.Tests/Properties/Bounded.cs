using CsCheck;

namespace SmtpSim.Model.Tests;

/// <summary>Keeps property tests that run a scenario many times from meeting one of millions of events: rarely drawn, they would take all the time there is.</summary>
internal static class Bounded
{
    private const long ForTick = 1_000_000;

    /// <summary>Those of at most so many events.</summary>
    /// <exception cref="InvalidOperationException">A scenario stands still: a million events came at one tick.</exception>
    public static Gen<Scenario> OfEvents(this Gen<Scenario> scenarios, long most) => scenarios.Where(scenario =>
    {
        var partition = new Partition(new World(scenario), index: 0, count: 1);
        if (partition.Advance(long.MaxValue, most))
            return true;
        var now = partition.Now;
        if (!partition.Advance(long.MaxValue, ForTick) && partition.Now == now)
            throw new InvalidOperationException($"Time stands still at tick {now}: {RandomScenarios.Print(scenario)}");
        return false;
    });
}
