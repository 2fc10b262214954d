using System.Text;

namespace SmtpSim.Protocol;

/// <content>What the client needs of the server, and whether the server announced it.</content>
public sealed partial class ClientSession
{
    private AuthClient? _auth;
    private AuthMechanisms _tried;
    private bool _inExchange;

    /// <summary>The line to send in <see cref="ClientState.AuthSent"/>.</summary>
    internal string AuthLine => _auth?.Line ?? "";

    /// <summary>The strongest mechanism that both sides have and that was not tried, <see cref="AuthMechanisms.None"/> if there is
    /// none.</summary>
    private AuthMechanisms NextMechanism
    {
        get
        {
            if (_options.Credentials is null || IsAuthenticated || !Announced.Has(ServiceExtensions.Auth)) return AuthMechanisms.None;
            var usable = Announced.Mechanisms & _options.Mechanisms & ~_tried;
            if (!InsideTls && !_options.AllowsCleartextPassword) usable &= AuthMechanisms.ScramSha256;
            return Array.Find(AuthMechanism.Strongest, mechanism => (usable & mechanism) != 0);
        }
    }

    /// <summary>
    /// EHLO or HELO was answered. A client of LMTP that is refused has no older greeting to fall back to; nothing was said of any recipient, so its
    /// mail waits, as behind a greeting of 5yz.
    /// </summary>
    private Reply NoteHello(Reply reply)
    {
        if (!reply.IsPositiveCompletion)
        {
            Announced.Forget();
            return _options.Lmtp && reply.IsPermanentNegative ? WellKnownReplies.UnexpectedReply : reply;
        }

        if (State == ClientState.HeloSent) Announced.Forget();
        if (!InsideTls && _options.Tls != TlsUse.Never && Announced.Has(ServiceExtensions.StartTls)) return reply;
        if (!InsideTls && _options.Tls == TlsUse.Must) ConcludeAll(WellKnownReplies.TlsNotOffered);
        else NoteReady();
        return reply;
    }

    /// <summary>STARTTLS was refused.</summary>
    private void NoteNoTls()
    {
        if (_options.Tls == TlsUse.Must) ConcludeAll(WellKnownReplies.TlsNotOffered);
        else NoteReady();
    }

    /// <summary>What can be known of the server is known.</summary>
    private void NoteReady()
    {
        if (_options.Credentials is not null && !IsAuthenticated && NextMechanism == AuthMechanisms.None)
            ConcludeAll(WellKnownReplies.AuthNotOffered);
        else FindNext();
    }

    private void BeginAuth()
    {
        var mechanism = NextMechanism;
        _tried |= mechanism;
        _auth = new AuthClient(mechanism, _options.Credentials!);
        _inExchange = true;
    }

    /// <summary>
    /// AUTH or a line of its exchange was answered. After a cancelled exchange no other mechanism is tried: a server that does not know the
    /// password is not to be told it.
    /// </summary>
    private Reply NoteAuth(Reply reply, ReadOnlySpan<byte> text)
    {
        if (reply.IsPositiveIntermediate && !_auth!.IsCancelled)
        {
            _auth.Answer(text);
            return reply;
        }

        _inExchange = false;
        IsAuthenticated = reply.IsPositiveCompletion && _auth!.IsComplete;
        if (IsAuthenticated) return reply;
        if (_auth!.IsCancelled || reply.IsPositiveIntermediate || reply.IsPositiveCompletion) ConcludeAll(WellKnownReplies.AuthNotOffered);
        else if (reply.Code is not (504 or 534 or 538) || NextMechanism == AuthMechanisms.None) ConcludeAll(Refusal(reply));
        return reply.IsPositiveIntermediate ? WellKnownReplies.UnexpectedReply : reply;
    }

    /// <summary>The next message that this server can take, and as many of its recipients as it takes at once.</summary>
    private void FindNext()
    {
        for (; Message is { } message; _message++, _first = 0)
        {
            if (_first == message.Recipients.Count) continue;
            var obstacle = ObstacleOf(message);
            if (!obstacle.IsNone)
            {
                Decide(_first, message.Recipients.Count, obstacle);
                continue;
            }

            _recipient = _first;
            _end = EndOfTransaction(message);
            return;
        }
    }

    /// <summary>Why a message cannot be sent to this server at all.</summary>
    private Reply ObstacleOf(OutgoingMessage message)
    {
        if (Announced.MaxSize > 0 && message.Text.Length > Announced.MaxSize) return WellKnownReplies.MessageTooLarge;
        if (NeedsUtf8(message) && !Announced.Has(ServiceExtensions.SmtpUtf8)) return WellKnownReplies.Utf8NotOffered;
        return message.Body switch
        {
            BodyType.BinaryMime when !(Announced.Has(ServiceExtensions.Chunking) && Announced.Has(ServiceExtensions.BinaryMime)) =>
                WellKnownReplies.BodyNotOffered,
            BodyType.EightBitMime when !Announced.Has(ServiceExtensions.EightBitMime) && !Ascii.IsValid(message.Text.Span) =>
                WellKnownReplies.BodyNotOffered,
            _ => Reply.None,
        };
    }

    /// <summary>SMTPUTF8 was asked for, or the envelope is not ASCII (RFC 6531 section 3.1).</summary>
    internal static bool NeedsUtf8(OutgoingMessage message) =>
        message.SmtpUtf8 || !Ascii.IsValid(message.ReversePath) || message.Recipients.Any(recipient => !Ascii.IsValid(recipient));

    private int EndOfTransaction(OutgoingMessage message)
    {
        var count = message.Recipients.Count;
        var limits = Announced.Limits;
        if (limits.Recipients > 0) count = Math.Min(count, _first + limits.Recipients);
        if (limits.RecipientDomains == 0) return count;
        var domains = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var i = _first; i < count; i++)
        {
            var recipient = message.Recipients[i];
            domains.Add(recipient[(recipient.LastIndexOf('@') + 1)..]);
            if (domains.Count > limits.RecipientDomains) return i;
        }

        return count;
    }
}
