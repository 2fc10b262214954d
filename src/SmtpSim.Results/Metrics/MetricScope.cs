using SmtpSim.Kernel;
using SmtpSim.Model;

namespace SmtpSim.Results;

/// <summary>What a metric is reckoned from: the run, and the groups its labels select.</summary>
public sealed class MetricScope
{
    private readonly RunMetrics _metrics;
    private readonly MetricSelector _selector;

    internal MetricScope(RunMetrics metrics, RunResult result, MetricSelector selector)
    {
        (_metrics, Result, _selector) = (metrics, result, selector);
        Horizon = Horizon.Of(result);
    }

    public RunResult Result { get; }

    public Horizon Horizon { get; }

    /// <summary>The clients selected, as one.</summary>
    public ClientMetrics Clients => _metrics.Clients(_selector[MetricLabel.ClientName]);

    /// <summary>The servers selected, as one.</summary>
    public ServerMetrics Servers => _metrics.Servers(_selector[MetricLabel.ServerName]);

    /// <summary>Mail over all its hops, from the clients selected; null in a scenario that does not follow it.</summary>
    internal EndToEndMetrics? EndToEnd => _metrics.EndToEnd(_selector[MetricLabel.ClientName]);

    /// <summary>What the servers selected took, for whom; null likewise.</summary>
    internal ReceptionMetrics? Receptions => _metrics.Receptions(_selector[MetricLabel.ServerName]);

    /// <summary>The server groups selected that limit their workers, with their metrics.</summary>
    internal IEnumerable<(ServerGroup Group, ServerMetrics Metrics)> WorkingServers => Result.Scenario.Servers.Zip(Result.Servers)
        .Where(pair => pair.First.Workers > 0 && (Label(MetricLabel.ServerName) is not { } name || name == pair.First.Name));

    public string? Label(string name) => _selector[name];

    public double? Count(ClientCounter counter) => Clients[counter];

    public double? Count(ServerCounter counter) => Servers[counter];

    /// <summary>The share of the messages submitted, or null when there were none.</summary>
    public double? OfSubmitted(double count) => Ratio.Of(count, Clients[ClientCounter.MessagesSubmitted]);

    /// <summary>Replies of the code or class and of the phase that the labels select, all of them without.</summary>
    public double? Replies()
    {
        var counts = Label(MetricLabel.ServerName) is not null ? Servers.Replies
            : Label(MetricLabel.PhaseName) is { } phase ? Clients.RepliesByPhase.AsSpan(MetricLabel.Phases.ToList().IndexOf(phase) * ReplyCounts.Length, ReplyCounts.Length)
            : Clients.Replies;
        var (first, last) = Label(MetricLabel.CodeName) is { } code ? MetricLabel.Codes(code)!.Value : (ReplyCounts.First, ReplyCounts.First + ReplyCounts.Length - 1);
        var sum = 0L;
        for (var i = first; i <= last; i++)
            sum += counts[i - ReplyCounts.First];
        return sum;
    }

    /// <summary>Sessions that ended as the labels say.</summary>
    public double? SessionEnds()
    {
        var sum = 0L;
        foreach (var end in Enum.GetValues<SessionEnd>())
        {
            for (var phase = 0; phase < ClientMetrics.Phases; phase++)
            {
                if ((Label(MetricLabel.EndName) ?? MetricLabel.Word(end.ToString())) == MetricLabel.Word(end.ToString())
                    && (Label(MetricLabel.PhaseName) ?? MetricLabel.Phases[phase]) == MetricLabel.Phases[phase])
                    sum += Clients.SessionEnds[(int)end * ClientMetrics.Phases + phase];
            }
        }

        return sum;
    }

    /// <summary>The time average of a level over the bins that begin before the traffic ends.</summary>
    public double? MeanLevel(Series series, int field)
    {
        var area = 0.0;
        for (var bin = 0; bin < Horizon.TrafficBins; bin++)
            area += series[bin, field];
        return Ratio.Of(area, (double)Horizon.TrafficBins * Horizon.BinTicks);
    }

    /// <summary>The largest mean of a level over a bin.</summary>
    public double? PeakLevel(Series series, int field)
    {
        var peak = 0L;
        for (var bin = 0; bin < Horizon.Bins; bin++)
            peak = Math.Max(peak, series[bin, field]);
        return peak / (double)Horizon.BinTicks;
    }
}
