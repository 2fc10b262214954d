namespace SmtpSim.Protocol;

/// <summary>Lets message text through to the policy so long as it is within the size limit: what is beyond is counted and dropped.</summary>
internal sealed class TextGate(IServerPolicy policy, ServerOffer offer) : ITextSink
{
    private LineEndInspector _lineEnds;

    /// <summary>Octets of text so far, those dropped included.</summary>
    public long Length { get; private set; }

    /// <summary>There was a bare CR or a bare LF; not looked for where none is refused.</summary>
    public bool FoundBareLineEnd => _lineEnds.FoundBare;

    /// <summary>Begins another message.</summary>
    public void Begin()
    {
        Length = 0;
        _lineEnds = default;
        policy.OnTextBegins();
    }

    public void OnText(ReadOnlySpan<byte> text)
    {
        Length += text.Length;
        if (offer.RefusesBareLineEnds) _lineEnds.Inspect(text);
        if (offer.MaxSize == 0 || Length <= offer.MaxSize) policy.OnText(text);
    }
}
