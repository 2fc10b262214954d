using SmtpSim.Protocol;

namespace SmtpSim.Wire;

/// <summary>What a reply asks of who reads it.</summary>
internal enum Awaited : byte
{
    /// <summary>It is the fleet's.</summary>
    Reply,

    /// <summary>A lone dot is to be sent; its reply is the one that counts.</summary>
    LoneDot,
}

/// <summary>
/// The commands of a transaction that have no reply yet. A server may grant a pipelined DATA though it took no recipient; then a lone dot
/// follows (RFC 2920 section 3.1), and the fleet, which has no text to send, sees the reply to that.
/// </summary>
internal struct OpenReplies
{
    private bool _mail;
    private bool _mailTaken;
    private int _recipients;
    private bool _anyTaken;
    private bool _data;
    private bool _dot;

    public void Sent(Verb verb)
    {
        switch (verb)
        {
            case Verb.Mail:
                this = new OpenReplies { _mail = true };
                break;
            case Verb.Rcpt:
                _recipients++;
                break;
            case Verb.Data:
                _data = true;
                break;
        }
    }

    /// <summary>A whole reply to what was sent first.</summary>
    public Awaited Take(ref Reply reply)
    {
        if (_mail)
        {
            (_mail, _mailTaken) = (false, reply.IsPositiveCompletion);
        }
        else if (_recipients > 0)
        {
            _recipients--;
            _anyTaken |= _mailTaken && reply.IsPositiveCompletion;
        }
        else if (_data)
        {
            _data = false;
            _dot = reply.IsPositiveIntermediate && !_anyTaken;
            return _dot ? Awaited.LoneDot : Awaited.Reply;
        }
        else if (_dot)
        {
            _dot = false;
            if (!reply.IsTransientNegative && !reply.IsPermanentNegative)
                reply = WellKnownReplies.NoValidRecipients; // a message to nobody is no delivery
        }

        return Awaited.Reply;
    }
}
