namespace SmtpSim.Protocol;

/// <summary>The argument of RCPT: a forward-path. No extension of ours gives RCPT a parameter, so any is unknown.</summary>
public readonly ref struct RcptArgument
{
    private RcptArgument(MailPath forwardPath) => ForwardPath = forwardPath;

    public MailPath ForwardPath { get; }

    /// <summary>Reads what follows <c>RCPT </c>.</summary>
    /// <param name="argument">The argument, without the verb.</param>
    /// <param name="recipient">What was read.</param>
    /// <param name="refusal">Otherwise the reply: 501 for bad syntax, 555 for a parameter.</param>
    public static bool TryParse(ReadOnlySpan<byte> argument, out RcptArgument recipient, out Reply refusal)
    {
        recipient = default;
        if (!PathArgument.TryRead("TO:"u8, argument, out var path, out var rest, out refusal)) return false;
        if (path.IsNull)
        {
            refusal = WellKnownReplies.RecipientSyntax; // the null path sends bounces, it takes none
            return false;
        }

        var parameters = new EsmtpParameters(rest);
        if (!parameters.AtEnd)
        {
            refusal = parameters.TryRead(out _, out _) ? WellKnownReplies.ParameterUnknown : WellKnownReplies.ArgumentSyntax;
            return false;
        }

        recipient = new RcptArgument(path);
        return true;
    }
}
