namespace SmtpSim.Scenarios;

/// <summary>Words in diagnostics: the nearest known name, and texts cut to a legible length.</summary>
public static class Words
{
    private const int MaxShown = 60;

    /// <summary>The text on one line, cut when it is long.</summary>
    public static string Shortened(string text)
    {
        var line = text.ReplaceLineEndings(" ");
        return line.Length <= MaxShown ? line : line[..(char.IsHighSurrogate(line[MaxShown - 1]) ? MaxShown - 1 : MaxShown)] + "…";
    }

    /// <summary>The name that was most likely meant, or null when none is near.</summary>
    public static string? Nearest(string written, IEnumerable<string> names)
    {
        if (written.Length > MaxShown) return null;
        var (best, bestDistance) = ((string?)null, Math.Max(1, written.Length / 3) + 1);
        foreach (var name in names)
        {
            var distance = Distance(written.ToLowerInvariant(), name.ToLowerInvariant());
            if (distance < bestDistance) (best, bestDistance) = (name, distance);
        }
        return best;
    }

    /// <summary>"did you mean 'x'?", or the names to choose from.</summary>
    public static string Remedy(string written, IReadOnlyList<string> names, string noun) =>
        Nearest(written, names) is { } nearest ? $"did you mean '{nearest}'?"
        : names.Count == 0 ? $"there are no {noun}"
        : $"{noun} are {string.Join(", ", names.Take(24))}{(names.Count > 24 ? ", …" : "")}";

    /// <summary>How many insertions, deletions, replacements and swaps of neighbours lead from one word to the other.</summary>
    internal static int Distance(string a, string b)
    {
        int[] before = [], last = [.. Enumerable.Range(0, b.Length + 1)];
        for (var i = 1; i <= a.Length; i++)
        {
            var row = new int[b.Length + 1];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                row[j] = Math.Min(Math.Min(row[j - 1], last[j]) + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) row[j] = Math.Min(row[j], before[j - 2] + 1);
            }
            (before, last) = (last, row);
        }
        return last[b.Length];
    }
}
