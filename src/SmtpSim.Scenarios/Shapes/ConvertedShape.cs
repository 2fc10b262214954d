using System.Text.Json.Nodes;

namespace SmtpSim.Scenarios;

/// <summary>A shape whose value is kept in another form.</summary>
internal sealed class ConvertedShape<TInner, T>(Shape<TInner> inner, Func<TInner, T> to, Func<T, TInner> from) : Shape<T>
{
    public override string Expected => inner.Expected;

    public override Shape? Item => inner.Item;

    public override IReadOnlyList<string> Members(MapNode at) => inner.Members(at);

    public override Shape? Member(MapNode at, string name) => inner.Member(at, name);

    public override MapNode Spread(Node node) => inner.Spread(node);

    public override void Choose(MapNode at, string name) => inner.Choose(at, name);

    public override bool TryRead(Node node, string path, ReadContext context, T start, out T value)
    {
        value = start;
        if (!inner.TryRead(node, path, context, from(start), out var read)) return false;
        value = to(read);
        return true;
    }

    public override Node Write(T value) => inner.Write(from(value));

    public override JsonObject Describe(SchemaParts parts, T start) => inner.Describe(parts, from(start));
}
