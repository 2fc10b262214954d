using System.Text;

namespace SmtpSim.Scenarios;

/// <summary>Prints nodes as YAML: what fits on a line in braces, the rest as a block.</summary>
internal static class YamlText
{
    private const int Width = 118;

    public static string Of(MapNode root)
    {
        var text = new StringBuilder();
        Block(text, root, 0);
        return text.ToString();
    }

    private static void Block(StringBuilder text, MapNode map, int indent, bool first = false)
    {
        foreach (var entry in map.Entries)
        {
            if (!first) text.Append(' ', indent);
            first = false;
            text.Append(Scalar(entry.Key, isText: true)).Append(':');
            Value(text, entry.Value, indent, Inline(entry.Value), entry.Key.Length + indent + 2);
        }
    }

    private static void Value(StringBuilder text, Node value, int indent, string inline, int before)
    {
        // The top levels are easier to read and to compare one to a line.
        var isFlat = value is ScalarNode or ListNode { Items.Count: 0 } or MapNode { Entries.Count: 0 };
        if (isFlat || (indent >= 2 && before + inline.Length <= Width && IsShallow(value)))
        {
            text.Append(' ').Append(inline).Append('\n');
        }
        else if (value is MapNode map)
        {
            text.Append('\n');
            Block(text, map, indent + 2);
        }
        else
        {
            text.Append('\n');
            foreach (var item in ((ListNode)value).Items) Item(text, item, indent + 2);
        }
    }

    private static void Item(StringBuilder text, Node item, int indent)
    {
        text.Append(' ', indent).Append("- ");
        var inline = Inline(item);
        if (item is MapNode { Entries.Count: > 0 } map && indent + 2 + inline.Length > Width) Block(text, map, indent + 2, first: true);
        else text.Append(inline).Append('\n');
    }

    // Mappings in a list stand one to a line.
    private static bool IsShallow(Node node) => node switch
    {
        MapNode map => map.Entries.TrueForAll(entry => IsShallow(entry.Value)),
        ListNode list => list.Items.TrueForAll(item => item is ScalarNode),
        _ => true,
    };

    private static string Inline(Node node) => node switch
    {
        ScalarNode scalar => Scalar(scalar.Text, scalar.Quoted),
        ListNode { Items.Count: 0 } => "[]",
        ListNode list => "[" + string.Join(", ", list.Items.Select(Inline)) + "]",
        MapNode { Entries.Count: 0 } => "{}",
        MapNode map => "{ " + string.Join(
            ", ", map.Entries.Select(entry => Scalar(entry.Key, isText: true) + ": " + Inline(entry.Value))) + " }",
        _ => throw new InvalidOperationException(),
    };

    private static string Scalar(string text, bool isText) => IsPlain(text, isText) ? text : Quote(text);

    /// <summary>Whether every YAML reader takes the bare text for itself.</summary>
    private static bool IsPlain(string text, bool isText)
    {
        if (!isText && text is ['-', >= '0' and <= '9', ..]) return true; // a negative number
        if (text.Length == 0 || !char.IsAsciiLetterOrDigit(text[0]) || text[^1] == ' ') return false;
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not (' ' or '.' or '_' or '-' or '/' or '%' or '+' or '(' or ')')) return false;
        }
        // A reply of a code alone may be a number: its schema says so.
        return !isText || (!double.TryParse(text, out _) && text.ToLowerInvariant() is not ("null" or "true" or "false" or "yes" or "no" or "on" or "off" or "y" or "n"));
    }

    private static string Quote(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var c in text)
        {
            if (c is '"' or '\\') quoted.Append('\\').Append(c);
            else if (c < ' ' || c is >= '\u007F' and <= '\u00A0' or '\u2028' or '\u2029' or '\uFEFF') quoted.Append($"\\u{(int)c:X4}");
            else quoted.Append(c);
        }
        return quoted.Append('"').ToString();
    }
}
