using System.Text.Json.Nodes;

namespace SmtpSim.Scenarios;

/// <summary>A key of a mapping that means a <typeparamref name="TRecord"/>: one row of the language's table.</summary>
internal abstract class Key<TRecord>(string name, string description)
{
    public string Name { get; } = name;

    /// <summary>What editors show.</summary>
    public string Description { get; } = description;

    /// <summary>What to write when a required key is missing; null for an optional key.</summary>
    public string? RequiredAs { get; init; }

    /// <summary>Whether the canonical form has the key for this record; it has every key when null.</summary>
    public Func<TRecord, bool>? WrittenIf { get; init; }

    public abstract Shape Shape { get; }

    public abstract bool Read(Node node, string path, ReadContext context, ref TRecord record);

    public abstract Node Write(TRecord record);

    public abstract JsonObject Describe(SchemaParts parts, TRecord start);
}

internal sealed class Key<TRecord, TValue>(
    string name, Shape<TValue> shape, Func<TRecord, TValue> get, Func<TRecord, TValue, TRecord> set, string description)
    : Key<TRecord>(name, description)
{
    public override Shape Shape => shape;

    public override bool Read(Node node, string path, ReadContext context, ref TRecord record)
    {
        if (!shape.TryRead(node, path, context, get(record), out var value)) return false;
        record = set(record, value);
        return true;
    }

    public override Node Write(TRecord record) => shape.Write(get(record));

    public override JsonObject Describe(SchemaParts parts, TRecord start)
    {
        var schema = shape.Describe(parts, get(start));
        schema["description"] = Description;
        if (RequiredAs is null && WrittenIf is null && SchemaParts.Default(Write(start)) is { } value) schema["default"] = value;
        return schema;
    }
}
