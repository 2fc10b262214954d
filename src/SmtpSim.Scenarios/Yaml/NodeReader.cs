using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace SmtpSim.Scenarios;

/// <summary>
/// Reads one YAML document into nodes. Nothing that a file holds makes it throw or grow without bound: the nesting is limited, anchors and
/// aliases (which can multiply a document) and tags are refused.
/// </summary>
internal sealed class NodeReader
{
    /// <summary>Longest text in UTF-16 units.</summary>
    public const int MaxLength = 4_000_000;

    private const int MaxDepth = 24;

    private readonly string _file;
    private readonly bool _hasLines;
    private readonly Parser _parser;
    private ParsingEvent _current = new StreamStart();

    private NodeReader(string text, string file, bool hasLines)
    {
        (_file, _hasLines) = (file, hasLines);
        _parser = new Parser(new StringReader(text));
    }

    /// <summary>The document, or null and a diagnostic in <paramref name="context"/>.</summary>
    /// <param name="text">The YAML text.</param>
    /// <param name="file">What diagnostics call its source.</param>
    /// <param name="hasLines">False for a value of the command line, whose lines would mean nothing to the user.</param>
    /// <param name="context">Takes the diagnostic.</param>
    public static Node? Read(string text, string file, bool hasLines, ReadContext context)
    {
        text = text.TrimStart('\uFEFF');
        if (!TextGuard.IsClean(text, file, hasLines, context)) return null;
        try
        {
            return new NodeReader(text, file, hasLines).Document();
        }
        catch (UnsupportedYamlException problem)
        {
            context.Error(problem.Place, problem.Message, problem.Remedy);
        }
        catch (YamlException problem)
        {
            var (line, column, message, remedy) = YamlComplaint.Of(problem, text);
            context.Error(hasLines ? new Place(file, (int)line, (int)column) : new Place(file, 0, 0), message, remedy);
        }
        return null;
    }

    private Node Document()
    {
        Advance();
        if (Advance() is not DocumentStart) return new ScalarNode(new Place(_file, _hasLines ? 1 : 0, 1), "");
        Advance();
        var root = TakeNode(0);
        if (Advance() is DocumentStart second)
            throw new UnsupportedYamlException(
                PlaceOf(second.Start), "a second document begins here", "a scenario is one document: remove '---'");
        return root;
    }

    /// <summary>The node that begins at the current event; afterwards the event after it is current.</summary>
    private Node TakeNode(int depth)
    {
        if (_current is AnchorAlias alias)
            throw new UnsupportedYamlException(
                PlaceOf(alias.Start), $"the alias '*{alias.Value.Value}' is not supported", "write the value out, or '\"*\"' for a star");
        // The library may end a mapping between a key and its value.
        if (_current is not NodeEvent node)
            throw new UnsupportedYamlException(PlaceOf(_current.Start), "broken YAML: something is missing here", remedy: null);
        var place = PlaceOf(node.Start);
        if (!node.Anchor.IsEmpty)
            throw new UnsupportedYamlException(place, $"the anchor '&{node.Anchor.Value}' is not supported", "remove it");
        if (!node.Tag.IsEmpty) throw new UnsupportedYamlException(place, "YAML tags are not supported", "remove what begins with '!'");
        if (depth > MaxDepth) throw new UnsupportedYamlException(place, $"nested more than {MaxDepth} deep", remedy: null);
        Advance();
        return node switch
        {
            Scalar scalar => new ScalarNode(place, scalar.Value, scalar.Style != ScalarStyle.Plain) { TextColumn = TextColumn(scalar) },
            MappingStart => new MapNode(place, TakeEntries(depth)),
            _ => new ListNode(place, TakeItems(depth)),
        };
    }

    /// <summary>Escapes, folds and blocks have a text of another length than they take in the document.</summary>
    private int TextColumn(Scalar scalar)
    {
        var quotes = scalar.Style == ScalarStyle.Plain ? 0 : 1;
        var length = scalar.End.Column - scalar.Start.Column - 2 * quotes;
        return _hasLines && scalar.Start.Line == scalar.End.Line && length == scalar.Value.Length ? (int)scalar.Start.Column + quotes : 0;
    }

    private List<Node> TakeItems(int depth)
    {
        var items = new List<Node>();
        while (_current is not SequenceEnd) items.Add(TakeNode(depth + 1));
        Advance();
        return items;
    }

    private List<Entry> TakeEntries(int depth)
    {
        var entries = new List<Entry>();
        while (_current is not MappingEnd)
        {
            var key = TakeNode(depth + 1);
            if (key is not ScalarNode name) throw new UnsupportedYamlException(key.Place, "a key is a plain word", remedy: null);
            entries.Add(new Entry(key.Place, name.Text, TakeNode(depth + 1)));
        }
        Advance();
        return entries;
    }

    private ParsingEvent Advance()
    {
        try
        {
            if (!_parser.MoveNext())
                throw new UnsupportedYamlException(PlaceOf(_current.End), "broken YAML: the text ends too early", remedy: null);
        }
        catch (Exception problem) when (problem is not (YamlException or UnsupportedYamlException))
        {
            // The scanner has states that it did not foresee, such as a plain text that a flow list breaks off.
            throw new UnsupportedYamlException(
                PlaceOf(_current.End), "broken YAML after this", "look for a bracket or a quote that is not closed");
        }
        return _current = _parser.Current!;
    }

    private Place PlaceOf(Mark mark) => _hasLines ? new Place(_file, (int)mark.Line, (int)mark.Column) : new Place(_file, 0, 0);
}

/// <summary>YAML that is well formed and that a scenario may not use.</summary>
internal sealed class UnsupportedYamlException(Place place, string message, string? remedy) : Exception(message)
{
    public Place Place { get; } = place;

    public string? Remedy { get; } = remedy;
}
