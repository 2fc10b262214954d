using SmtpSim.Model;

namespace SmtpSim.Report;

/// <summary>Which of all groups' exemplars a report shows: a few, of as many fates and groups as there are.</summary>
internal static class ExemplarChoice
{
    private const int MostSlow = 3;
    private const int MostFailed = 4;

    public static IReadOnlyList<Exemplar> Of(IReadOnlyList<ExemplarList> groups)
    {
        var slow = groups.SelectMany(group => group.All.Where(exemplar => exemplar.Fate == MessageFate.Delivered))
            .OrderByDescending(exemplar => exemplar.Settled - exemplar.Submitted).ThenBy(exemplar => exemplar.Submitted).ThenBy(exemplar => exemplar.Host).ThenBy(exemplar => exemplar.Number)
            .Take(MostSlow);
        // The first of each fate in each group before any second one.
        var failed = groups.SelectMany(group => group.All.Where(exemplar => exemplar.Fate != MessageFate.Delivered).GroupBy(exemplar => exemplar.Fate).SelectMany(fate => fate.Select((exemplar, rank) => (exemplar, rank))))
            .OrderBy(item => item.rank).ThenBy(item => item.exemplar.Settled).ThenBy(item => item.exemplar.Host).ThenBy(item => item.exemplar.Number)
            .Select(item => item.exemplar)
            .Take(MostFailed);
        return [.. slow, .. failed];
    }
}
