namespace SmtpSim.Scenarios;

/// <summary>
/// Paths as users write them: <c>servers.mx.count</c>, <c>traffic[0].arrivals.poisson</c>. The document itself is the empty path.
/// </summary>
internal static class PathText
{
    public static string Member(string path, string key) => path.Length == 0 ? key : $"{path}.{key}";

    public static string Item(string path, int index) => $"{path}[{index}]";

    /// <summary>For the end of a sentence: <c>" in servers.mx"</c>.</summary>
    public static string In(string path) => path.Length == 0 ? " at the top level" : $" in {path}";

    /// <summary>The path around this one, or null around the document.</summary>
    public static string? Parent(string path) => path.Length == 0 ? null : path[..Math.Max(path.LastIndexOfAny(['.', '[']), 0)];

    /// <summary>The place of a path, or of the nearest one around it that is written out.</summary>
    public static Place PlaceOf(IReadOnlyDictionary<string, Place> places, string path)
    {
        for (var at = path; at is not null; at = Parent(at))
        {
            if (places.TryGetValue(at, out var place)) return place;
        }
        return new Place("", 0, 0);
    }
}
