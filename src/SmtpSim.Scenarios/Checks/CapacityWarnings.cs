using System.Globalization;
using SmtpSim.Model;

namespace SmtpSim.Scenarios;

/// <summary>Rates over capacity with nothing that bounds the queue: possible, and seldom meant, since every figure then depends on how long the run is.</summary>
internal static class CapacityWarnings
{
    public static IReadOnlyList<Diagnostic> Of(Scenario scenario, IReadOnlyDictionary<string, Place> places)
    {
        var found = new List<Diagnostic>();
        foreach (var group in scenario.Servers.Where(OfferedLoad.IsUnbounded))
        {
            if (OfferedLoad.Peak(scenario, group) is not { PerWorker: >= 1 } load)
                continue;
            var place = PathText.PlaceOf(places, $"servers.{group.Name}.workers");
            found.Add(new Diagnostic(
                place.File, place.Line, place.Column,
                $"from {Units.Duration.Format(load.From.Ticks)} to {Units.Duration.Format(load.To.Ticks)} the messages for servers.{group.Name} are {load.PerWorker.ToString("0.##", CultureInfo.InvariantCulture)} times the work that "
                + $"{(group.Workers == 1 ? "its worker" : "its workers")} can do, and nothing bounds the queue{PathText.In($"servers.{group.Name}")}",
                "write more 'workers', a higher 'count' or a lower rate, or bound it: 'queue: { places: 100 }' or 'sessions: 100'"));
        }
        return found;
    }
}
