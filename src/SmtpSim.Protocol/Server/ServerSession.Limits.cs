namespace SmtpSim.Protocol;

/// <content>What is not offered, what is barred, and what a client may not do for ever.</content>
public sealed partial class ServerSession
{
    /// <summary>Whether this server has the command where the session stands; if not, what it says to it.</summary>
    private bool IsKnown(Verb verb, out Reply refusal)
    {
        refusal = verb switch
        {
            Verb.Ehlo or Verb.Helo => _offer.Lmtp ? WellKnownReplies.CommandUnrecognized : default, // RFC 2033 section 4.1
            Verb.Lhlo => _offer.Lmtp ? default : WellKnownReplies.CommandUnrecognized,
            Verb.StartTls => IsOffered(ServiceExtensions.StartTls) ? default
                : InsideTls ? WellKnownReplies.BadSequence // not twice (RFC 3207 section 4.2)
                : WellKnownReplies.NotImplemented,
            Verb.Auth => IsOffered(ServiceExtensions.Auth) ? default
                : _insideTls.Has(ServiceExtensions.Auth) ? WellKnownReplies.EncryptionRequired
                : WellKnownReplies.NotImplemented,
            Verb.Bdat => IsOffered(ServiceExtensions.Chunking) ? default : WellKnownReplies.NotImplemented,
            _ => default,
        };
        return refusal.IsNone;
    }

    private bool IsOffered(ServiceExtensions extension) => Offered.Has(extension);

    /// <summary>
    /// Whether TLS (RFC 3207 section 4) or authentication (RFC 4954 section 6) has to come before the command.
    /// </summary>
    private bool IsBarred(Verb verb, out Reply refusal)
    {
        refusal = default;
        if (_offer.RequiresTls && !InsideTls && verb is not (Verb.Ehlo or Verb.Lhlo or Verb.Noop or Verb.StartTls or Verb.Quit))
            refusal = WellKnownReplies.TlsRequired;
        else if (_offer.RequiresAuth && !IsAuthenticated && verb is Verb.Mail or Verb.Vrfy or Verb.Expn)
            refusal = WellKnownReplies.AuthRequired;
        return !refusal.IsNone;
    }

    /// <summary>Whether the client has used up its patience: errors, or commands that lead to no message.</summary>
    private bool IsOverLimits(Verb verb) => verb != Verb.Quit && (HasTooManyErrors || HasTooManyIdleCommands);

    private bool HasTooManyErrors => _offer.MaxErrors > 0 && _errors >= _offer.MaxErrors;

    private bool HasTooManyIdleCommands => _offer.MaxIdleCommands > 0 && _idleCommands >= _offer.MaxIdleCommands;

    private ServerStep Refuse() =>
        Conclude(HasTooManyErrors ? WellKnownReplies.TooManyErrors : WellKnownReplies.TooManyIdleCommands, ServerTrigger.ServiceClosing);

    private void Count(Reply reply, ServerTrigger outcome)
    {
        if (outcome == ServerTrigger.MailAccepted) _mails++;
        if (outcome == ServerTrigger.MessageAccepted) _idleCommands = 0;
        else if (outcome is not (ServerTrigger.RecipientAccepted or ServerTrigger.RecipientAnswered or ServerTrigger.ChunkAccepted))
            _idleCommands++;
        if (State == ServerState.ChunksFailed) return; // pipelined chunks are no new errors (RFC 3030 section 2)
        if (reply.Code is >= 500 and <= 504 or 530 or 535 or 538 or 555) _errors++;
    }
}
