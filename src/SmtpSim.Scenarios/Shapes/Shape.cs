using System.Text.Json.Nodes;

namespace SmtpSim.Scenarios;

/// <summary>
/// What may stand at a place of a scenario. One tree of shapes is the language: it reads, it writes the canonical form, it describes
/// itself as JSON Schema, and it tells which paths there are, so that the four cannot disagree.
/// </summary>
internal abstract class Shape
{
    /// <summary>For a sentence that ends "expected …": <c>a duration such as 300s</c>.</summary>
    public abstract string Expected { get; }

    /// <summary>The shape of the entries of a list; null when this is no list.</summary>
    public virtual Shape? Item => null;

    /// <summary>The names that may follow in a path from here, given what stands here.</summary>
    public virtual IReadOnlyList<string> Members(MapNode at) => [];

    /// <summary>The shape of a member; null when there is none of that name.</summary>
    public virtual Shape? Member(MapNode at, string name) => null;

    /// <summary>
    /// The node in its long form, for one of its members to be set: short forms are spelled out, anything else becomes empty.
    /// </summary>
    public virtual MapNode Spread(Node node) => node as MapNode ?? new MapNode(node.Place, []);

    /// <summary>Called before the member is set: makes room where only one of several may stand.</summary>
    public virtual void Choose(MapNode at, string name)
    {
    }
}

/// <summary>A shape whose nodes mean a <typeparamref name="T"/>.</summary>
internal abstract class Shape<T> : Shape
{
    /// <summary>Reads a node. What is wrong goes to the context.</summary>
    /// <param name="node">What stands in the document.</param>
    /// <param name="path">Its path.</param>
    /// <param name="context">Takes the diagnostics.</param>
    /// <param name="start">The value so far: mappings change what they name and leave the rest. It holds the defaults.</param>
    /// <param name="value">The value, good enough to go on with when false is returned.</param>
    /// <returns>False when the value is of no use.</returns>
    public abstract bool TryRead(Node node, string path, ReadContext context, T start, out T value);

    /// <summary>The canonical form.</summary>
    public abstract Node Write(T value);

    /// <summary>The JSON Schema of this shape; defaults of members are those of <paramref name="start"/>.</summary>
    public abstract JsonObject Describe(SchemaParts parts, T start);
}
