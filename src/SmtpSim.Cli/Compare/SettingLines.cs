namespace SmtpSim.Cli;

/// <summary>The lines of an effective scenario with their paths: <c>servers.mx.greylist.delay: 1m</c>, so that each says by itself what it is about.</summary>
internal static class SettingLines
{
    /// <summary>Those of one scenario alone, and of the other.</summary>
    public static (IReadOnlyList<string> OnlyA, IReadOnlyList<string> OnlyB) Between(string a, string b)
    {
        var (linesOfA, linesOfB) = (Of(a), Of(b));
        return ([.. linesOfA.Except(linesOfB)], [.. linesOfB.Except(linesOfA)]);
    }

    public static IReadOnlyList<string> Of(string yaml)
    {
        var lines = new List<string>();
        var above = new Stack<(int Indent, string Path)>();
        var items = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var line in yaml.Split('\n'))
        {
            var text = line.Trim();
            if (text.Length == 0 || text[0] == '#')
                continue;
            var indent = line.Length - line.TrimStart().Length;
            while (above.TryPeek(out var top) && top.Indent >= indent)
                above.Pop();
            var path = above.TryPeek(out var parent) ? parent.Path : "";
            if (text.StartsWith("- ", StringComparison.Ordinal))
            {
                var number = items.GetValueOrDefault(path);
                items[path] = number + 1;
                lines.Add($"{path}[{number}]: {text[2..]}");
                above.Push((indent, $"{path}[{number}]"));
                continue;
            }

            var colon = text.IndexOf(':', StringComparison.Ordinal);
            var inner = path.Length == 0 ? text[..Math.Max(colon, 0)] : $"{path}.{text[..Math.Max(colon, 0)]}";
            above.Push((indent, inner));
            if (colon < text.Length - 1)
                lines.Add($"{inner}: {text[(colon + 1)..].Trim()}");
        }

        return lines;
    }
}
