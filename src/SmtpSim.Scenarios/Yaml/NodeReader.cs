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
    private readonly IParser _parser;

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
            var (message, remedy) = YamlComplaint.Of(problem, text);
            context.Error(PlaceOf(file, hasLines, problem.Start), message, remedy);
        }
        return null;
    }

    private Node Document()
    {
        _parser.Consume<StreamStart>();
        if (_parser.TryConsume<StreamEnd>(out _)) return new ScalarNode(new Place(_file, _hasLines ? 1 : 0, 1), "");
        _parser.Consume<DocumentStart>();
        var root = NextNode(0);
        _parser.Consume<DocumentEnd>();
        if (_parser.TryConsume<DocumentStart>(out var second))
            throw new UnsupportedYamlException(PlaceOf(second.Start), "a second document begins here", "a scenario is one document: remove '---'");
        return root;
    }

    private Node NextNode(int depth)
    {
        if (_parser.TryConsume<AnchorAlias>(out var alias))
            throw new UnsupportedYamlException(PlaceOf(alias.Start), $"the alias '*{alias.Value.Value}' is not supported", "write the value out, or '\"*\"' for a star");
        var node = _parser.Consume<NodeEvent>();
        var place = PlaceOf(node.Start);
        if (!node.Anchor.IsEmpty) throw new UnsupportedYamlException(place, $"the anchor '&{node.Anchor.Value}' is not supported", "remove it");
        if (!node.Tag.IsEmpty) throw new UnsupportedYamlException(place, "YAML tags are not supported", "remove what begins with '!'");
        if (depth > MaxDepth) throw new UnsupportedYamlException(place, $"nested more than {MaxDepth} deep", remedy: null);
        return node switch
        {
            Scalar scalar => new ScalarNode(place, scalar.Value, scalar.Style != ScalarStyle.Plain),
            MappingStart => new MapNode(place, Entries(depth)),
            _ => new ListNode(place, Items(depth)),
        };
    }

    private List<Node> Items(int depth)
    {
        var items = new List<Node>();
        while (!_parser.TryConsume<SequenceEnd>(out _)) items.Add(NextNode(depth + 1));
        return items;
    }

    private List<Entry> Entries(int depth)
    {
        var entries = new List<Entry>();
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            if (NextNode(depth + 1) is not { } key) break;
            if (key is not ScalarNode name) throw new UnsupportedYamlException(key.Place, $"{key.Kind} stands where a key is expected", remedy: null);
            entries.Add(new Entry(key.Place, name.Text, NextNode(depth + 1)));
        }
        return entries;
    }

    private Place PlaceOf(Mark mark) => PlaceOf(_file, _hasLines, mark);

    private static Place PlaceOf(string file, bool hasLines, Mark mark) => hasLines ? new Place(file, (int)mark.Line, (int)mark.Column) : new Place(file, 0, 0);
}

/// <summary>YAML that is well formed and that a scenario may not use.</summary>
internal sealed class UnsupportedYamlException(Place place, string message, string? remedy) : Exception(message)
{
    public Place Place { get; } = place;

    public string? Remedy { get; } = remedy;
}
