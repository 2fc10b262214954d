using System.Text;

namespace SmtpSim.Protocol;

/// <content>Mail transactions: which message and which of its recipients, and what becomes of them.</content>
public sealed partial class ClientSession
{
    private int _message;
    private int _first; // of the transaction's recipients
    private int _end; // behind its last one
    private int _recipient;
    private int _accepted;
    private int _answering; // of LMTP's replies, the recipient whose turn it is
    private int _unanswered;
    private int _mails;
    private bool _open; // MAIL was sent and the transaction is not decided
    private Reply _mailRefusal;
    private Reply _chunkRefusal; // of a chunk behind which others were sent already
    private ReadOnlyMemory<byte> _text;
    private int _chunkStart;
    private int _chunkLength;

    /// <summary>The recipients of the open transaction, all or as many as the server's limits let it have (RFC 9422).</summary>
    public Range Recipients => _first.._end;

    /// <summary>The transaction's MAIL, RCPT and DATA go in one group (RFC 2920).</summary>
    public bool Pipelines => _options.Pipelining && Announced.Has(ServiceExtensions.Pipelining);

    /// <summary>The message goes in chunks (RFC 3030).</summary>
    public bool UsesChunks =>
        Announced.Has(ServiceExtensions.Chunking) && (_options.Chunking || Message is { Body: BodyType.BinaryMime });

    /// <summary>
    /// The chunks go in that group too (RFC 3030 section 4.2). Not in LMTP, where the number of replies to the last one depends on those to
    /// RCPT (RFC 2033 section 4.3).
    /// </summary>
    public bool PipelinesChunks => Pipelines && UsesChunks && !_options.Lmtp;

    /// <summary>The chunk to send in <see cref="ClientState.ChunkSent"/>, and its announcement.</summary>
    public ReadOnlyMemory<byte> Chunk => _text.Slice(_chunkStart, _chunkLength);

    /// <summary>What BDAT says of <see cref="Chunk"/>.</summary>
    public ChunkArgument ChunkArgument => new(_chunkLength, !HasMoreChunks);

    /// <summary>At least one recipient of the transaction was accepted; without one a lone dot is all that follows 354 (RFC 2920 section
    /// 3.1).</summary>
    public bool HasRecipients => _accepted > 0;

    /// <summary>In <see cref="ClientState.RcptSent"/> every chunk is still to come.</summary>
    private bool HasMoreChunks => State switch
    {
        ClientState.RcptSent => UsesChunks,
        ClientState.ChunkSent => _chunkStart + _chunkLength < _text.Length,
        _ => false,
    };

    private bool HasSentEnough => Announced.Limits.Mails > 0 && _mails >= Announced.Limits.Mails;

    private void BeginTransaction()
    {
        _open = true;
        _recipient = _first;
        _accepted = 0;
        _mailRefusal = _chunkRefusal = Reply.None;
        _chunkStart = _chunkLength = 0;
        _text = default;
    }

    private void NoteTransaction(Reply reply)
    {
        var closing = reply.Code == 421;
        switch (State)
        {
            case ClientState.MailSent when reply.IsPositiveCompletion:
                _mails++;
                break;
            case ClientState.MailSent:
                _mailRefusal = Refusal(reply);
                if (closing || !Pipelines) Conclude(_mailRefusal);
                break;
            case ClientState.RcptSent:
                NoteRecipient(reply);
                if (closing || (Recipient is null && _accepted == 0 && (!Pipelines || (UsesChunks && !PipelinesChunks)))) Conclude(Refusal(reply));
                break;
            case ClientState.DataSent:
                if (!reply.IsPositiveIntermediate) Conclude(Refusal(reply));
                else BeginAnswers();
                break;
            case ClientState.ChunkSent when HasMoreChunks:
                NoteChunk(reply, closing);
                break;
            default:
                NoteAnswer(reply, closing);
                break;
        }
    }

    /// <summary>MAIL has the message's size with it (RFC 1870).</summary>
    internal bool DeclaresSize => _options.DeclaresSize && Announced.Has(ServiceExtensions.Size);

    private void NoteRecipient(Reply reply)
    {
        if (!_mailRefusal.IsNone) _fates[_message][_recipient] = _mailRefusal; // what a server says after it counts for nothing
        else if (reply.IsPositiveCompletion) _accepted++;
        else _fates[_message][_recipient] = ClientDialogue.FateOf(State, Refusal(reply), DeclaresSize);
        _recipient++;
    }

    /// <summary>A chunk was answered and more follow: those that were sent already are answered all the same.</summary>
    private void NoteChunk(Reply reply, bool closing)
    {
        if (reply.IsPositiveCompletion) return;
        if (closing || !PipelinesChunks)
        {
            Conclude(Refusal(reply));
            return;
        }

        if (_chunkRefusal.IsNone) _chunkRefusal = Refusal(reply);
        _accepted = 0;
    }

    private void BeginAnswers()
    {
        _unanswered = _options.Lmtp ? _accepted : 1;
        _answering = _first;
    }

    /// <summary>The end of mail data was answered: for all, or in LMTP for the next that was accepted, in order (RFC 2033 section
    /// 4.2).</summary>
    private void NoteAnswer(Reply reply, bool closing)
    {
        _unanswered--;
        var fate = !_chunkRefusal.IsNone ? _chunkRefusal : reply.IsPositiveCompletion ? reply : Refusal(reply);
        if (_options.Lmtp && !closing && _unanswered > 0)
        {
            while (!_fates[_message][_answering].IsNone) _answering++;
            _fates[_message][_answering] = fate;
        }
        else
        {
            Conclude(fate);
        }
    }

    /// <summary>The text as it goes in chunks.</summary>
    internal ReadOnlyMemory<byte> TakeText()
    {
        if (_text.IsEmpty) _text = Message!.Body == BodyType.BinaryMime ? Message.Text : LineEnds.Normalised(Message.Text);
        return _text;
    }

    private void TakeChunk()
    {
        TakeText();
        _chunkStart += _chunkLength;
        var rest = _text.Length - _chunkStart;
        _chunkLength = _options.ChunkSize > 0 ? Math.Min(rest, _options.ChunkSize) : rest;
        if (_chunkStart + _chunkLength == _text.Length) BeginAnswers();
    }

    /// <summary>The transaction is over: its reply decides for every recipient of it that had none of its own.</summary>
    private void Conclude(Reply reply)
    {
        Decide(_first, _end, reply);
        _open = false;
        _unanswered = 0;
        _first = _end;
        FindNext();
    }

    /// <summary>Nothing more can be sent in this session, for a reason of its own.</summary>
    private void ConcludeAll(Reply reply)
    {
        for (; Message is not null; _message++) Decide(0, Message.Recipients.Count, reply);
        _open = false;
    }

    private void Decide(int from, int to, Reply reply)
    {
        foreach (ref var fate in _fates[_message].AsSpan(from, to - from))
        {
            if (fate.IsNone) fate = reply;
        }
    }

    /// <summary>
    /// A reply of a class that fits no command must not pass for a delivery: the mail waits as for any other transient trouble.
    /// </summary>
    private static Reply Refusal(Reply reply) =>
        reply.IsTransientNegative || reply.IsPermanentNegative ? reply : WellKnownReplies.UnexpectedReply;
}
