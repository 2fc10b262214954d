using System.Text.Json.Nodes;

namespace SmtpSim.Scenarios;

/// <summary>A key of a record that stands among the keys of the record around it.</summary>
internal sealed class LiftedKey<TRecord, TInner> : Key<TRecord>
{
    private readonly Key<TInner> _key;
    private readonly Func<TRecord, TInner> _get;
    private readonly Func<TRecord, TInner, TRecord> _set;

    public LiftedKey(Key<TInner> key, Func<TRecord, TInner> get, Func<TRecord, TInner, TRecord> set)
        : base(key.Name, key.Description)
    {
        (_key, _get, _set) = (key, get, set);
        RequiredAs = key.RequiredAs;
        if (key.WrittenIf is { } written) WrittenIf = record => written(get(record));
    }

    public override Shape Shape => _key.Shape;

    public override bool Read(Node node, string path, ReadContext context, ref TRecord record)
    {
        var inner = _get(record);
        if (!_key.Read(node, path, context, ref inner)) return false;
        record = _set(record, inner);
        return true;
    }

    public override Node Write(TRecord record) => _key.Write(_get(record));

    public override JsonObject Describe(SchemaParts parts, TRecord start) => _key.Describe(parts, _get(start));
}
