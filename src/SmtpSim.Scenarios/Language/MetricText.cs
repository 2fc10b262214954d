using SmtpSim.Model;
using SmtpSim.Results;

namespace SmtpSim.Scenarios;

/// <summary>Reads a metric as it stands in an expectation: <c>delay.p95{client=postfix}</c>, <c>goodput.mean[fixed]</c>.</summary>
internal static class MetricText
{
    private const string Page = "docs/metrics.md lists the metrics";

    /// <summary>Null, or what is wrong.</summary>
    public static Complaint? Parse(string text, Scenario scenario, out MetricTerm term)
    {
        term = null!;
        var rest = text.Trim();
        string? cell = null;
        if (rest.EndsWith(']') && rest.IndexOf('[', StringComparison.Ordinal) is > 0 and var bracket)
        {
            cell = rest[(bracket + 1)..^1].Trim();
            rest = rest[..bracket].TrimEnd();
            if (cell.Length == 0)
                return new Complaint("has nothing in its brackets", "write the value of a parameter, such as 'goodput[fixed]'");
        }

        var (labels, suffix) = ("", "");
        if (rest.IndexOf('{', StringComparison.Ordinal) is >= 0 and var brace)
        {
            if (rest.IndexOf('}', brace) is not (> 0 and var end))
                return new Complaint("lacks a closing brace", "write 'name{label=value}'");
            (labels, suffix, rest) = (rest[(brace + 1)..end], rest[(end + 1)..], rest[..brace].TrimEnd());
        }

        if (Named(rest, suffix, out var metric, out var aggregate) is { } unknown)
            return unknown;
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in labels.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (Label(pair, metric, scenario, values) is { } complaint)
                return complaint;
        }

        if (values.ContainsKey(MetricLabel.ClientName) && values.ContainsKey(MetricLabel.ServerName))
            return new Complaint("has both a client and a server", "replies are either those a client received or those a server sent");
        if (values.ContainsKey(MetricLabel.PhaseName) && values.ContainsKey(MetricLabel.ServerName))
            return new Complaint("has both a server and a phase", "phases are the client's: leave out the server, or choose by 'client'");
        term = new MetricTerm(new MetricSelector(metric, values), aggregate, cell);
        return null;
    }

    /// <summary>The longest name that the catalogue knows; what follows it is a suffix.</summary>
    private static Complaint? Named(string name, string suffix, out Metric metric, out Aggregate? aggregate)
    {
        (metric, aggregate) = (MetricCatalogue.Find(name)!, null);
        if (metric is null)
        {
            // p99.9 has a dot of its own.
            for (var dot = name.IndexOf('.', StringComparison.Ordinal); dot > 0 && metric is null; dot = name.IndexOf('.', dot + 1))
            {
                if (suffix.Length == 0 && Aggregate.Parse(name[(dot + 1)..]) is { } parsed)
                    (metric, aggregate) = (MetricCatalogue.Find(name[..dot])!, parsed);
            }
        }
        else if (suffix.Length > 0)
        {
            aggregate = suffix[0] == '.' ? Aggregate.Parse(suffix[1..]) : null;
            if (aggregate is null)
                return new Complaint($"has '{Words.Shortened(suffix)}' after its labels", "the suffixes are .mean, .min, .max, .sd, .p95, .ci95");
        }

        if (metric is not null)
            return null;
        var nearest = Words.Nearest(name, MetricCatalogue.All.Select(one => one.Name));
        return new Complaint($"names the unknown metric '{Words.Shortened(name)}'", nearest is null ? Page : $"did you mean '{nearest}'?");
    }

    private static Complaint? Label(string pair, Metric metric, Scenario scenario, Dictionary<string, string> values)
    {
        var equals = pair.IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0)
            return new Complaint($"has '{Words.Shortened(pair)}' for a label", $"write '{metric.Name}{{{metric.Labels[0]}=…}}'");
        var (name, value) = (pair[..equals].TrimEnd(), pair[(equals + 1)..].TrimStart().Trim('"'));
        if (!metric.Labels.Contains(name))
            return new Complaint($"has the unknown label '{Words.Shortened(name)}' of {metric.Name}", Words.Remedy(name, metric.Labels, $"labels of {metric.Name}"));
        if (!values.TryAdd(name, value))
            return new Complaint($"has the label '{name}' twice", "remove one");
        if (MetricLabel.Of(name).ValuesIn is not { } list)
            return MetricLabel.Codes(value) is null ? new Complaint($"has '{Words.Shortened(value)}' for a reply code", "write one such as 451, or a class such as 4yz") : null;
        var known = list(scenario);
        return known.Contains(value) ? null : new Complaint($"names the unknown {name} '{Words.Shortened(value)}'", Words.Remedy(value, known, Plural(name)));
    }

    private static string Plural(string label) => label switch
    {
        MetricLabel.ClientName => "client groups",
        MetricLabel.ServerName => "server groups",
        _ => label + "s",
    };
}
