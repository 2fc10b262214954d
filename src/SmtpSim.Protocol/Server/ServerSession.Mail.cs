namespace SmtpSim.Protocol;

/// <content>Mail transactions, and the AUTH exchange.</content>
public sealed partial class ServerSession
{
    private AuthExchange? _auth;
    private BodyType _body;
    private bool _international;
    private long _textSize;
    private bool _bareLineEnds;
    private int _answered;

    /// <summary>What stands behind the last 334: base64, or nothing.</summary>
    public string Challenge => _auth?.Challenge ?? "";

    /// <summary>MAIL declared a body that need not be lines (RFC 3030).</summary>
    internal bool IsBinary => _body == BodyType.BinaryMime;

    /// <summary>A line of the exchange that AUTH began.</summary>
    public ServerStep OnAuthResponse(ReadOnlySpan<byte> line)
    {
        var reply = _auth?.Next(line) ?? WellKnownReplies.BadSequence;
        return Conclude(reply, ServerDialogue.OutcomeOf(Verb.Auth, reply));
    }

    /// <summary>The end of mail data, after <paramref name="size"/> octets of text.</summary>
    /// <param name="size">The text's octets.</param>
    /// <param name="bareLineEnds">There was a bare CR or a bare LF in it.</param>
    public ServerStep OnEndOfData(long size, bool bareLineEnds = false)
    {
        _textSize = size;
        _bareLineEnds = bareLineEnds;
        _answered = 0;
        return OnNextAnswer();
    }

    /// <summary>
    /// The reply to the end of mail data; in LMTP one for each accepted recipient, so long as the session stands in
    /// <see cref="ServerState.AnsweringRecipients"/>.
    /// </summary>
    public ServerStep OnNextAnswer()
    {
        var reply = IsTooLarge(_textSize) ? WellKnownReplies.MessageTooLarge
            : _bareLineEnds && _offer.RefusesBareLineEnds ? WellKnownReplies.BareLineEnd
            : _offer.Lmtp ? _policy.OnDelivery(_answered, _textSize)
            : _policy.OnMessage(_textSize);
        _answered++;
        var outcome = ServerDialogue.OutcomeOfBody(reply);
        var isLast = !_offer.Lmtp || _answered >= Recipients || outcome == ServerTrigger.ServiceClosing;
        return Conclude(reply, isLast ? outcome : ServerTrigger.RecipientAnswered);
    }

    /// <summary>
    /// The line of BDAT was read: whether the octets of its chunk are text, which is to be given to the policy; others are to be read and
    /// dropped. Whatever the answer, they are part of the command (RFC 3030 section 2).
    /// </summary>
    internal bool TakesChunk() => ServerDialogue.Admits(State, Verb.Bdat, out _) && !IsBarred(Verb.Bdat, out _);

    /// <summary>Whether a BDAT is a command here at all; if not, its octets are read as commands.</summary>
    internal bool KnowsChunks => Offered.Has(ServiceExtensions.Chunking) && State != ServerState.Refusing;

    /// <summary>BDAT with all octets of its chunk.</summary>
    /// <param name="chunk">The argument.</param>
    /// <param name="total">Octets of this chunk and those before it in the transaction.</param>
    /// <param name="bareLineEnds">There was a bare CR or a bare LF in the text.</param>
    public ServerStep OnChunk(ChunkArgument chunk, long total, bool bareLineEnds = false)
    {
        if (IsOverLimits(Verb.Bdat)) return Refuse();
        if (HasNobodyToAnswer(chunk)) return Conclude(Reply.None, ServerTrigger.ResetAccepted);
        if (!ServerDialogue.Admits(State, Verb.Bdat, out var reply) || IsBarred(Verb.Bdat, out reply))
            return Conclude(reply, ServerDialogue.OutcomeOf(Verb.Bdat, reply));
        if (chunk.IsLast) return OnEndOfData(total, bareLineEnds);
        reply = IsTooLarge(total) ? WellKnownReplies.MessageTooLarge : _policy.OnChunk(chunk.Size);
        return Conclude(reply, ServerDialogue.OutcomeOf(Verb.Bdat, reply));
    }

    /// <summary>
    /// LMTP answers the last chunk once for each recipient that RCPT accepted, and where there is none not at all (RFC 2033 section 4.3). The
    /// transaction is over all the same.
    /// </summary>
    private bool HasNobodyToAnswer(ChunkArgument chunk) => _offer.Lmtp && chunk.IsLast && State == ServerState.MailGiven && !IsBarred(Verb.Bdat, out _);

    /// <summary>The extensions whose parameters MAIL and RCPT may have: none for a client that greeted with HELO (RFC 5321 section 4.1.1.1).</summary>
    private ServiceExtensions Parameters => _saidHelo ? ServiceExtensions.None : Offered;

    private Reply DecideMail(ReadOnlySpan<byte> argument)
    {
        if (!MailArgument.TryParse(argument, Parameters, out var mail, out var refusal)) return refusal;
        if (_offer.MaxMailsPerSession > 0 && _mails >= _offer.MaxMailsPerSession) return WellKnownReplies.TooManyMails;
        if (IsTooLarge(mail.Size)) return WellKnownReplies.MessageTooLarge;
        _body = mail.Body;
        _international = mail.SmtpUtf8;
        return _policy.OnMail(mail);
    }

    private Reply DecideRecipient(ReadOnlySpan<byte> argument)
    {
        if (!RcptArgument.TryParse(argument, Parameters, out var recipient, out var refusal)) return refusal;
        return recipient.ForwardPath.IsInternational && !_international ? WellKnownReplies.Utf8Address
            : _offer.MaxRecipients > 0 && Recipients >= _offer.MaxRecipients ? WellKnownReplies.TooManyRecipients
            : _offer.MaxRecipientDomains > 0 ? DecideDomain(recipient)
            : _policy.OnRecipient(recipient);
    }

    private Reply DecideData(ReadOnlySpan<byte> argument) =>
        !argument.IsEmpty ? WellKnownReplies.ArgumentSyntax
        : IsBinary ? WellKnownReplies.BadSequence // octets that are no lines have no end (RFC 3030 section 3)
        : _policy.OnData();

    private Reply DecideAuth(ReadOnlySpan<byte> argument)
    {
        if (IsAuthenticated) return WellKnownReplies.BadSequence; // only once (RFC 4954 section 4)
        var space = argument.IndexOf((byte)' ');
        var initial = space < 0 ? [] : argument[(space + 1)..];
        var mechanism = AuthMechanism.Parse(space < 0 ? argument : argument[..space]);
        if (argument.IsEmpty) return WellKnownReplies.ArgumentSyntax;
        if (mechanism == AuthMechanisms.None || (_offer.Mechanisms & mechanism) == 0) return WellKnownReplies.AuthMechanismUnknown;
        _auth = new AuthExchange(mechanism, _policy);
        return _auth.Begin(initial);
    }

    private bool IsTooLarge(long size) => _offer.MaxSize > 0 && size > _offer.MaxSize;

    private void EndTransaction()
    {
        Recipients = 0;
        _body = BodyType.Unspecified;
        _international = false;
        _domains?.Clear();
    }
}
