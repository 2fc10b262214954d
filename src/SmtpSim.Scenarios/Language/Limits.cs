using SmtpSim.Model;

namespace SmtpSim.Scenarios;

/// <summary>A limit with the reply to what is over it: <c>100</c> or <c>{ limit: 100, reply: 421 4.3.2 Too busy }</c>.</summary>
internal sealed record Limit(int Most, ReplySpec Reply)
{
    public static RecordShape<Limit> Shape(ScalarShape<int> most, string mostText, string replyText) => new(
        "a number, or { limit, reply }", () => new Limit(0, new ReplySpec(452, 0, 0, 0, "")),
        [
            new Key<Limit, int>("limit", most, l => l.Most, (l, v) => l with { Most = v }, mostText),
            new Key<Limit, ReplySpec>("reply", Replies.Negative, l => l.Reply, (l, v) => l with { Reply = v }, replyText),
        ])
    { ShortFor = "limit" };
}

/// <summary>A limit in bytes with the reply to what is over it.</summary>
internal sealed record SizeLimit(long Most, ReplySpec Reply)
{
    public static RecordShape<SizeLimit> Shape { get; } = new(
        "a size, or { limit, reply }", () => new SizeLimit(0, new ReplySpec(552, 0, 0, 0, "")),
        [
            new Key<SizeLimit, long>("limit", Count.SizeLimit, l => l.Most, (l, v) => l with { Most = v }, "Largest size."),
            new Key<SizeLimit, ReplySpec>(
                "reply", Replies.Negative, l => l.Reply, (l, v) => l with { Reply = v }, "What a larger message is answered."),
        ])
    { ShortFor = "limit" };
}

/// <summary>A share with the reply to what falls into it.</summary>
internal sealed record Share(double Of, ReplySpec Reply)
{
    public static RecordShape<Share> Shape { get; } = new(
        "a probability, or { share, reply }", () => new Share(0, new ReplySpec(550, 0, 0, 0, "")),
        [
            new Key<Share, double>("share", Quantity.Probability, s => s.Of, (s, v) => s with { Of = v }, "The share."),
            new Key<Share, ReplySpec>(
                "reply", Replies.Negative, s => s.Reply, (s, v) => s with { Reply = v }, "What is answered."),
        ])
    { ShortFor = "share" };
}
