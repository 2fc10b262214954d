namespace SmtpSim.Scenarios;

/// <summary>A node of a YAML document that remembers where it stands. Scalars keep their text: what it means is up to its key.</summary>
internal abstract class Node(Place place)
{
    public Place Place { get; } = place;

    /// <summary>What a diagnostic says of a node that is of the wrong kind: "is a list".</summary>
    public abstract string Found { get; }
}

internal sealed class ScalarNode(Place place, string text, bool quoted = false) : Node(place)
{
    public string Text { get; } = text;

    /// <summary>Written in quotes or as a block; such a text is never null.</summary>
    public bool Quoted { get; } = quoted;

    /// <summary>Column of the text's first character, where the document has the text on one line as it is; 0 otherwise.</summary>
    public int TextColumn { get; init; }

    /// <summary>Where a character of the text stands, or else where the text begins.</summary>
    public Place PlaceOf(int index) => TextColumn > 0 ? Place with { Column = TextColumn + index } : Place;

    public bool IsNull => !Quoted && Text is "" or "~" or "null" or "Null" or "NULL";

    public override string Found => IsNull ? "has no value" : $"is '{Words.Shortened(Text)}'";
}

internal sealed class ListNode(Place place, List<Node> items) : Node(place)
{
    public List<Node> Items { get; } = items;

    public override string Found => "is a list";
}

internal sealed class MapNode(Place place, List<Entry> entries) : Node(place)
{
    public List<Entry> Entries { get; } = entries;

    public override string Found => "is a mapping";

    public Entry? this[string key] => Entries.Find(entry => entry.Key == key);
}

/// <param name="KeyPlace">Where the key stands.</param>
/// <param name="Key">The key.</param>
/// <param name="Value">What it is given.</param>
/// <param name="Implied">The key was not written: the value stands as the short form of the whole mapping.</param>
internal sealed record Entry(Place KeyPlace, string Key, Node Value, bool Implied = false)
{
    public Node Value { get; set; } = Value;
}
