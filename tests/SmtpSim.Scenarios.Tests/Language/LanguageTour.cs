namespace SmtpSim.Scenarios.Tests;

/// <summary>Walks the language and names every key by its path, with "group" and "[0]" where names and numbers stand.</summary>
internal static class LanguageTour
{
    private static readonly MapNode Group = new(default, [new Entry(default, "group", new MapNode(default, []))]);

    public static IReadOnlyList<string> Keys { get; } = [.. Walk(ScenarioLanguage.Root, "").Distinct().Order(StringComparer.Ordinal)];

    private static IEnumerable<string> Walk(Shape shape, string path)
    {
        if (shape.Item is { } item)
        {
            foreach (var key in Walk(item, PathText.Item(path, 0))) yield return key;
        }
        foreach (var name in shape.Members(Group))
        {
            var inner = PathText.Member(path, name);
            yield return inner;
            foreach (var key in Walk(shape.Member(Group, name)!, inner)) yield return key;
        }
    }
}
