using SmtpSim.Protocol;

namespace SmtpSim.Model;

/// <summary>Collects the texts of a scenario's replies while it is compiled, so that a reply is four bytes from then on.</summary>
internal sealed class ReplyCatalogue
{
    private static readonly HashSet<ReplySpec> Defaults = DefaultsOf(new ServerGroup { Name = "" });

    private readonly List<string> _texts = [];
    private readonly HashSet<int> _own = [];

    /// <summary>A reply that no scenario words.</summary>
    public Reply AddOwn(ReplySpec spec)
    {
        if (!_texts.Contains(spec.Text))
            _own.Add(_texts.Count);
        return AddAsIs(spec);
    }

    /// <summary>A reply of the scenario; one that is as it is where the scenario says nothing is no wording of its author.</summary>
    public Reply Add(ReplySpec spec) => Defaults.Contains(spec) ? AddOwn(spec) : AddAsIs(spec);

    private Reply AddAsIs(ReplySpec spec)
    {
        var text = 0;
        if (spec.Text.Length > 0)
        {
            var index = _texts.IndexOf(spec.Text);
            if (index < 0)
            {
                index = _texts.Count;
                _texts.Add(spec.Text);
            }
            text = ReplyTexts.FirstExtra + index;
        }
        return spec.Class == 0 ? Reply.Of(spec.Code, text) : Reply.Of(spec.Code, spec.Subject, spec.Detail, text);
    }

    private static HashSet<ReplySpec> DefaultsOf(ServerGroup group) =>
    [
        group.SessionLimitReply, group.SessionsPerClientReply, group.RejectedReply, group.UnknownMailboxReply, group.MessageTooLargeReply, group.TooManyRecipientsReply,
        group.TooManyTransactionsReply, group.TooManyRecipientDomainsReply, new QuotaSpec().Reply, new GreylistSpec().Reply, new WorkQueueSpec().Reply, new RateLimitSpec { Of = RateOf.Messages, Most = 1 }.Reply,
    ];

    public ReplyTexts Build() => new(_texts, ownExtras: _own);
}
