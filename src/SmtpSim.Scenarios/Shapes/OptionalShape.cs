using System.Text.Json.Nodes;

namespace SmtpSim.Scenarios;

/// <summary>A shape, or a word for its absence.</summary>
internal sealed class OptionalShape<T>(string none, Shape<T> inner, Func<T> blank) : Shape<T?>
    where T : class
{
    public override string Expected => inner.Expected;

    public override IReadOnlyList<string> Members(MapNode at) => inner.Members(at);

    public override Shape? Member(MapNode at, string name) => inner.Member(at, name);

    public override MapNode Spread(Node node) => IsNone(node) ? new MapNode(node.Place, []) : inner.Spread(node);

    public override void Choose(MapNode at, string name) => inner.Choose(at, name);

    public override bool TryRead(Node node, string path, ReadContext context, T? start, out T? value)
    {
        value = null;
        if (IsNone(node)) return true;
        var done = inner.TryRead(node, path, context, start ?? blank(), out var read);
        value = read;
        return done;
    }

    public override Node Write(T? value) => value is null ? new ScalarNode(default, none) : inner.Write(value);

    public override JsonObject Describe(SchemaParts parts, T? start) => Quantity.OrWord(inner.Describe(parts, start ?? blank()), none);

    private bool IsNone(Node node) => node is ScalarNode scalar && scalar.Text == none;
}
