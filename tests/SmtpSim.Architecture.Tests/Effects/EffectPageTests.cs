using System.Text.RegularExpressions;

namespace SmtpSim.Architecture.Tests;

/// <summary>
/// Every policy and fault of the scenario language has a line in the reference, and in docs/effects.md a test or scenario that shows what it does.
/// </summary>
public sealed partial class EffectPageTests
{
    private static readonly string[] Sections = ["network", "servers", "domains", "clients", "outages", "failures", "retry"];

    /// <summary>The two halves of a key's row: its path with what may stand there, and the tests and scenarios.</summary>
    private static IReadOnlyList<(string Key, string Word, string[] Shown)> Effects { get; } =
        [.. RowsOf("docs/effects.md").Select(row => (row.Key, Word: Ticked().Matches(row.Cells[0]) is { Count: > 1 } words ? words[1].Groups["text"].Value : "", Ticked().Matches(row.Cells[1]).Select(match => match.Groups["text"].Value).ToArray()))];

    private static IReadOnlyList<(string Section, string Key, string[] Cells)> Keys { get; } = [.. RowsOf("docs/reference.md").Where(row => Sections.Contains(row.Section))];

    [Fact]
    public void Key_OfTheReference_HasAnEffectThatIsShown()
    {
        Assert.True(Keys.Count > 250);
        var shown = Effects.Select(effect => (effect.Key, effect.Word)).ToHashSet();
        var keys = Effects.Select(effect => effect.Key).ToHashSet(StringComparer.Ordinal);
        var forgotten = new List<string>();
        foreach (var (_, key, cells) in Keys.Where(key => !IsSentAsAClientDoes(key.Key)))
        {
            // A mapping has its effect in its keys, or in one of those around it.
            if (!Around(key).Any(keys.Contains) && !keys.Any(shownKey => shownKey.StartsWith(key + ".", StringComparison.Ordinal) || shownKey.StartsWith(key + "[]", StringComparison.Ordinal)))
                forgotten.Add(key);
            if (WordsOf(cells[1]) is { Count: > 1 } words)
                forgotten.AddRange(words.Where(word => !shown.Contains((key, word))).Select(word => $"{key}: {word}"));
        }
        Assert.Empty(forgotten);
    }

    [Fact]
    public void Row_OfThePage_HasItsLineInTheReference()
    {
        var keys = Keys.ToLookup(key => key.Key, key => WordsOf(key.Cells[1]), StringComparer.Ordinal);
        Assert.Empty(Effects.Where(effect => !keys.Contains(effect.Key) && !Keys.Any(key => key.Key.StartsWith(effect.Key, StringComparison.Ordinal))).Select(effect => effect.Key));
        Assert.Empty(Effects.Where(effect => effect.Word.Length > 0 && !keys[effect.Key].Any(words => words.Contains(effect.Word))).Select(effect => $"{effect.Key}: {effect.Word}"));
        Assert.Empty(Effects.GroupBy(effect => (effect.Key, effect.Word)).Where(group => group.Count() > 1 && group.Key.Key is not ("lifetime" or "max-attempts")).Select(group => group.Key));
    }

    [Fact]
    public void TestOrScenario_NamedOnThePage_Exists()
    {
        var tests = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in Repository.Sources.Where(file => file.StartsWith("tests/", StringComparison.Ordinal)))
        {
            var name = Path.GetFileNameWithoutExtension(file);
            tests.UnionWith(Test().Matches(Repository.Read(file)).Select(match => $"{name}.{match.Groups["name"].Value}"));
        }
        Assert.True(tests.Count > 1000);
        var missing = Effects.SelectMany(effect => effect.Shown.DefaultIfEmpty($"nothing for {effect.Key}"))
            .Where(shown => shown.EndsWith(".yaml", StringComparison.Ordinal) ? !File.Exists(Repository.PathOf(shown)) : !tests.Contains(shown));
        Assert.Empty(missing.Distinct());
    }

    /// <summary>The key itself and those around it.</summary>
    private static IEnumerable<string> Around(string key)
    {
        for (var at = key; at.Length > 0; at = at.EndsWith("[]", StringComparison.Ordinal) ? at[..^2] : at.LastIndexOf('.') is var dot and > 0 ? at[..dot] : "")
            yield return at;
    }

    /// <summary>A relay sends as a client does, by the same keys.</summary>
    private static bool IsSentAsAClientDoes(string key)
        => key.StartsWith("servers.<name>.relay.", StringComparison.Ordinal) && Keys.Any(other => other.Key == key.Replace("servers.<name>.relay.", "clients.<name>.", StringComparison.Ordinal));

    /// <summary>The words that a value is one of; none where it may be something else too, or is a plain yes or no.</summary>
    private static List<string> WordsOf(string type)
    {
        string[] words = type.Split(" or ");
        return Array.TrueForAll(words, word => OneWord().IsMatch(word)) && !words.Contains("`true`") ? [.. words.Select(word => word.Trim('`'))] : [];
    }

    /// <summary>The rows of a page's tables that are about a key.</summary>
    private static IEnumerable<(string Section, string Key, string[] Cells)> RowsOf(string page)
    {
        var section = "";
        foreach (var line in Repository.Read(page).Split('\n'))
        {
            if (line.StartsWith("## ", StringComparison.Ordinal))
                section = line[3..].Trim();
            if (!line.StartsWith("| `", StringComparison.Ordinal))
                continue;
            string[] cells = [.. line.Trim().Trim('|').Split('|').Select(cell => cell.Trim())];
            yield return (section, Ticked().Match(cells[0]).Groups["text"].Value, cells);
        }
    }

    [GeneratedRegex("`(?<text>[^`]+)`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Ticked();

    [GeneratedRegex("^`[^`{]+`$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex OneWord();

    [GeneratedRegex(@"\[(Fact|Theory)[^\n]*\]\s*\n(\s*(\[|//)[^\n]*\n)*\s*public (async )?(void|Task) (?<name>\w+)\(", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Test();
}
