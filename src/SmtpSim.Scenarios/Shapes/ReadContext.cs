namespace SmtpSim.Scenarios;

/// <summary>Collects what is wrong while a document is read, and the places of what is right.</summary>
internal sealed class ReadContext
{
    /// <summary>More would help nobody.</summary>
    private const int MaxDiagnostics = 100;

    private readonly List<Diagnostic> _diagnostics = [];

    public int Count => _diagnostics.Count;

    /// <summary>So much is wrong that no more is told: there is no need to find words for it.</summary>
    public bool IsFull => _diagnostics.Count >= MaxDiagnostics;

    /// <summary>Place of every key and list entry by its path.</summary>
    public Dictionary<string, Place> Places { get; } = new(StringComparer.Ordinal);

    public void Error(Place place, string message, string? remedy)
    {
        if (_diagnostics.Count < MaxDiagnostics) _diagnostics.Add(new Diagnostic(place.File, place.Line, place.Column, message, remedy));
    }

    public void Error(Node node, string message, string? remedy = null) => Error(node.Place, message, remedy);

    /// <summary>An error at the place of <paramref name="path"/>, or of the nearest path around it that is written out.</summary>
    public void Error(string path, string message, string? remedy = null) => Error(PathText.PlaceOf(Places, path), message, remedy);

    /// <summary>In the order of the file; errors of the command line stand last.</summary>
    public IReadOnlyList<Diagnostic> Sorted() =>
        [.. _diagnostics.Distinct().OrderBy(d => d.Line == 0).ThenBy(d => d.File, StringComparer.Ordinal).ThenBy(d => d.Line).ThenBy(d => d.Column)];

    /// <summary>Notes the place of everything under <paramref name="node"/>.</summary>
    public void NotePlaces(Node node, string path)
    {
        if (path.Length == 0) Places[path] = node.Place;
        if (node is MapNode map)
        {
            foreach (var entry in map.Entries)
            {
                var inner = PathText.Member(path, entry.Key);
                Places.TryAdd(inner, entry.KeyPlace);
                NotePlaces(entry.Value, inner);
            }
        }
        else if (node is ListNode list)
        {
            for (var i = 0; i < list.Items.Count; i++)
            {
                var inner = PathText.Item(path, i);
                Places.TryAdd(inner, list.Items[i].Place);
                NotePlaces(list.Items[i], inner);
            }
        }
    }
}
