using System.Text.Json.Nodes;

namespace SmtpSim.Scenarios;

/// <summary>One of the kinds that a <see cref="ChoiceShape{T}"/> offers.</summary>
internal abstract class Kind<T>(string name, string example, string description)
{
    public string Name { get; } = name;

    /// <summary>How it is written.</summary>
    public string Example { get; } = example;

    public string Description { get; } = description;

    /// <summary>The name may stand alone, without a body.</summary>
    public bool StandsAlone { get; init; }

    public abstract Shape Body { get; }

    public abstract bool IsKindOf(T value);

    public abstract bool TryRead(Node node, string path, ReadContext context, out T value, T fallback);

    public abstract Node Write(T value);

    public abstract JsonObject Describe(SchemaParts parts);
}

/// <param name="name">The key that chooses this kind.</param>
/// <param name="example">How it is written.</param>
/// <param name="body">What stands under the key.</param>
/// <param name="blank">The body with its defaults.</param>
/// <param name="make">From the body to the value, or a complaint.</param>
/// <param name="take">From the value back to the body; false when the value is of another kind.</param>
/// <param name="description">What editors show.</param>
internal sealed class Kind<T, TBody>(
    string name, string example, Shape<TBody> body, Func<TBody> blank, Make<TBody, T> make, Take<T, TBody> take, string description)
    : Kind<T>(name, example, description)
{
    public override Shape Body => body;

    public override bool IsKindOf(T value) => take(value, out _);

    public override bool TryRead(Node node, string path, ReadContext context, out T value, T fallback)
    {
        value = fallback;
        var before = context.Count;
        if (!body.TryRead(node, path, context, blank(), out var read) || context.Count > before) return false;
        if (make(read, out value) is not { } complaint) return true;
        context.Error(node, $"{path} is impossible: {complaint.Message}", complaint.Remedy);
        value = fallback;
        return false;
    }

    public override Node Write(T value) =>
        take(value, out var read) ? body.Write(read) : throw new InvalidOperationException($"The value is not of the kind {Name}.");

    public override JsonObject Describe(SchemaParts parts)
    {
        var schema = body.Describe(parts, blank());
        return schema;
    }
}

internal delegate Complaint? Make<in TBody, T>(TBody body, out T value);

internal delegate bool Take<in T, TBody>(T value, out TBody body);
