using SmtpSim.Protocol;

namespace SmtpSim.Model;

/// <summary>Collects the texts of a scenario's replies while it is compiled, so that a reply is four bytes from then on.</summary>
internal sealed class ReplyCatalogue
{
    private readonly List<string> _texts = [];

    public Reply Add(ReplySpec spec)
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

    public ReplyTexts Build() => new(_texts);
}
