using System.Globalization;

namespace SmtpSim.Results;

/// <summary>What a log says that can't be so, or that no scenario can say: counted, each with the first example.</summary>
internal sealed class LogDoubts
{
    private const int LongestExample = 120;

    private readonly SortedDictionary<string, (int Count, string Example)> _kinds = new(StringComparer.Ordinal);

    public IEnumerable<(string Kind, int Count, string Example)> All => _kinds.Select(kind => (kind.Key, kind.Value.Count, kind.Value.Example));

    public int Count(string kind) => _kinds.TryGetValue(kind, out var found) ? found.Count : 0;

    public void Add(string kind, ReadOnlySpan<char> example)
        => _kinds[kind] = _kinds.TryGetValue(kind, out var found) ? (found.Count + 1, found.Example) : (1, Plain(example));

    public IEnumerable<string> Notes()
        => All.Select(doubt => string.Create(CultureInfo.InvariantCulture, $"{doubt.Count} lines are unreadable for their {doubt.Kind}, such as \"{doubt.Example}\""));

    /// <summary>Strangers' words, fit for a terminal and for one line of a comment.</summary>
    private static string Plain(ReadOnlySpan<char> text)
    {
        var end = Math.Min(text.Length, LongestExample);
        var plain = new string([.. text[..end].ToArray().Select(c => c is >= ' ' and <= '~' ? c : '?')]);
        return end < text.Length ? plain + "..." : plain;
    }
}
