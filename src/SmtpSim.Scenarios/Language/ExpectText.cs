using SmtpSim.Kernel;
using SmtpSim.Model;
using SmtpSim.Results;

namespace SmtpSim.Scenarios;

/// <summary>Reads what an expectation says: <c>delivered.ratio{client=postfix} &gt;= 95%</c>.</summary>
internal static class ExpectText
{
    public const string Example = "write, for example, 'delivered.ratio >= 95%'";

    /// <summary>Null, or what is wrong.</summary>
    public static Complaint? Parse(int index, ExpectSpec spec, Scenario scenario, out Expectation expectation)
    {
        expectation = null!;
        if (Split(spec.That) is not var (left, comparison, right))
            return new Complaint("has no comparison", Example);
        if (MetricText.Parse(left, scenario, out var term) is { } wrong)
            return wrong;
        if (WhereOf(spec.Where, out var where) is { } choice)
            return choice;
        var (value, other) = (0.0, (MetricTerm?)null);
        if (right.Length > 0 && char.IsAsciiLetter(right[0]))
        {
            if (MetricText.Parse(right, scenario, out other) is { } wrongToo)
                return wrongToo;
            if (other.Unit != term.Unit)
                return new Complaint($"compares {Noun(term.Unit)} with {Noun(other.Unit)}", "compare metrics of one unit");
        }
        else if (Value(right, term.Unit, out value) is { } bad)
        {
            return bad;
        }

        expectation = new Expectation(index, spec.That, term, comparison, value, other, where, spec.Confidence > 0 ? spec.Confidence : null);
        return null;
    }

    /// <summary>A value in the unit of a metric: seconds, a share from 0 to 1, bytes, a number.</summary>
    internal static Complaint? Value(string text, MetricUnit unit, out double value)
    {
        value = 0;
        if (text.Length == 0)
            return new Complaint("has no value", $"write {Noun(unit)} such as '{SampleOf(unit)}'");
        var complaint = unit switch
        {
            MetricUnit.Duration => Read(Units.Duration, text, SimDuration.TicksPerSecond, out value),
            MetricUnit.Size => Read(Units.Size, text, 1, out value),
            MetricUnit.Bandwidth => Read(Units.Bandwidth, text, 1, out value),
            MetricUnit.Share => Quantity.Probability.Parse(text, out value),
            MetricUnit.Rate when text is not "0" => ReadRate(text, out value),
            _ => Quantity.Real.Parse(text, out value),
        };
        return complaint is null ? null : new Complaint($"has '{Words.Shortened(text)}', which {complaint.Message}", complaint.Remedy ?? $"write {Noun(unit)} such as '{SampleOf(unit)}'");
    }

    /// <summary>Reads <c>policy=fixed, load=0.9</c>.</summary>
    private static Complaint? WhereOf(string? text, out IReadOnlyList<KeyValuePair<string, string>> where)
    {
        var pairs = new List<KeyValuePair<string, string>>();
        where = pairs;
        foreach (var part in (text ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
                return new Complaint($"has '{Words.Shortened(part)}' for a choice of cells", "write 'where: policy=fixed, load=0.9'");
            pairs.Add(KeyValuePair.Create(part[..equals].Trim(), part[(equals + 1)..].Trim()));
        }

        return null;
    }

    private static (string Left, Comparison Comparison, string Right)? Split(string text)
    {
        var depth = 0;
        for (var at = 0; at < text.Length; at++)
        {
            depth += text[at] is '{' or '[' ? 1 : text[at] is '}' or ']' ? -1 : 0;
            if (depth != 0 || text[at] is not ('<' or '>' or '=' or '!'))
                continue;
            var length = at + 1 < text.Length && text[at + 1] == '=' ? 2 : 1;
            var sign = text.Substring(at, length);
            var index = Comparisons.Texts.ToList().IndexOf(sign == "==" ? "=" : sign);
            return index < 0 ? null : (text[..at].Trim(), (Comparison)index, text[(at + length)..].Trim());
        }

        return null;
    }

    private static Complaint? Read(UnitTable units, string text, double scale, out double value)
    {
        var complaint = units.Parse(text, out var number);
        value = number.ToDouble() / scale;
        return complaint;
    }

    private static Complaint? ReadRate(string text, out double value)
    {
        var complaint = Rates.Any.Parse(text, out var rate);
        value = rate.PerSecond;
        return complaint ?? (rate.PerClient ? new Complaint("is of each client", "the metric is of all of them: write a rate such as '40/s'") : null);
    }

    private static string Noun(MetricUnit unit) => unit switch
    {
        MetricUnit.Count or MetricUnit.Factor => "a number",
        MetricUnit.Share => "a share",
        MetricUnit.Duration => "a duration",
        MetricUnit.Rate => "a rate",
        MetricUnit.Size => "a size",
        _ => "a bandwidth",
    };

    private static string SampleOf(MetricUnit unit) => unit switch
    {
        MetricUnit.Count => "1000",
        MetricUnit.Factor => "1.25",
        MetricUnit.Share => "95%",
        MetricUnit.Duration => "15m",
        MetricUnit.Rate => "40/s",
        MetricUnit.Size => "10 MB",
        _ => "10 MB/s",
    };
}
