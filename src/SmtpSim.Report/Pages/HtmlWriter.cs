using System.Net;
using System.Text;

namespace SmtpSim.Report;

/// <summary>Writes elements, with everything that is text escaped; what is opened is closed in order.</summary>
public sealed class HtmlWriter
{
    private readonly Stack<string> _open = new();

    public StringBuilder Output { get; } = new();

    /// <summary>Opens an element; disposing of what it returns closes it.</summary>
    public Closing Open(string name, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        Begin(name, attributes);
        _open.Push(name);
        return new Closing(this);
    }

    /// <summary>An element that holds text alone.</summary>
    public void Element(string name, string text, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        Begin(name, attributes);
        if (name == "p")
            Prose(text);
        else
            Text(text);
        Output.Append("</").Append(name).Append('>');
    }

    public void Text(string text) => Output.Append(WebUtility.HtmlEncode(text));

    /// <summary>Text that may be broken anywhere but between a number and its percent sign.</summary>
    public void Prose(string text)
    {
        var (start, encoded) = (Output.Length, WebUtility.HtmlEncode(text));
        Output.Append(encoded);
        for (var at = encoded.LastIndexOf(" %", StringComparison.Ordinal); at > 0; at = encoded.LastIndexOf(" %", at - 1, StringComparison.Ordinal))
            if (char.IsAsciiDigit(encoded[at - 1]))
                Output.Remove(start + at, 1).Insert(start + at, "&nbsp;");
    }

    /// <summary>Starts a line of the source: for those who read it.</summary>
    public void Line() => Output.Append('\n');

    private void Begin(string name, ReadOnlySpan<(string Name, string Value)> attributes)
    {
        Output.Append('<').Append(name);
        foreach (var (attribute, value) in attributes)
            Output.Append(' ').Append(attribute).Append("=\"").Append(WebUtility.HtmlEncode(value)).Append('"');
        Output.Append('>');
    }

    private void Close() => Output.Append("</").Append(_open.Pop()).Append('>');

    /// <summary>An element that is open.</summary>
    public readonly ref struct Closing(HtmlWriter writer)
    {
        public void Dispose() => writer.Close();
    }
}
