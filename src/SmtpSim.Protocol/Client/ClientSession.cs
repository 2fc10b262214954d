namespace SmtpSim.Protocol;

/// <summary>
/// A client's half of a session: reply in, next command out. It sends its messages one after the other and notes of each recipient the
/// reply that decided its fate. It knows no octets, no connection and no clock.
/// </summary>
/// <param name="messages">What to send, in this order.</param>
/// <param name="options">How it makes use of what the server offers.</param>
/// <exception cref="ArgumentException">A message has no recipient, or not a notification for each.</exception>
public sealed partial class ClientSession(IReadOnlyList<OutgoingMessage> messages, ClientOptions? options = null)
{
    private readonly IReadOnlyList<OutgoingMessage> _messages = messages.All(IsWhole)
        ? messages
        : throw new ArgumentException("a message needs a recipient, and a notification for each or none", nameof(messages));

    private readonly Reply[][] _fates = [.. messages.Select(message => new Reply[message.Recipients.Count])];
    private readonly ClientOptions _options = options ?? ClientOptions.Default;

    public ClientState State { get; private set; } = ClientState.Connecting;

    /// <summary>How it makes use of what the server offers.</summary>
    public ClientOptions Options => _options;

    public Phase Phase => ClientTable.PhaseOf(State);

    /// <summary>What the server announced in its answer to EHLO.</summary>
    public ServerAnnouncement Announced { get; } = new();

    /// <summary>The TLS handshake is done.</summary>
    public bool InsideTls { get; private set; }

    /// <summary>AUTH was answered 235, and with SCRAM the server had proved itself.</summary>
    public bool IsAuthenticated { get; private set; }

    /// <summary>The message of the open transaction, or the next one; null when none is left.</summary>
    public OutgoingMessage? Message => _message < _messages.Count ? _messages[_message] : null;

    /// <summary>The recipient whose RCPT is to be sent or answered; null when every one of the transaction was.</summary>
    public string? Recipient => Message is { } message && _recipient < _end ? message.Recipients[_recipient] : null;

    /// <summary>The place of <see cref="Recipient"/> in its message.</summary>
    public int RecipientIndex => _recipient;

    /// <summary>
    /// For each recipient of a message the reply that decided its fate, <see cref="Reply.None"/> if none did: try again later.
    /// </summary>
    public ReadOnlySpan<Reply> FatesOf(int message) => _fates[message];

    /// <summary>The connection stands; the greeting is awaited.</summary>
    public ClientStep OnConnected() => Move(ClientTrigger.Connected);

    /// <summary>The TLS handshake is done: what the server announced is forgotten, EHLO is next (RFC 3207 section 4.2).</summary>
    public ClientStep OnTlsEstablished()
    {
        InsideTls = true;
        Announced.Forget();
        return Move(ClientTrigger.TlsEstablished);
    }

    /// <summary>A whole reply to what was sent and is not answered yet.</summary>
    /// <param name="reply">The reply.</param>
    /// <param name="text">The text of its last line: AUTH needs that of 334.</param>
    /// <exception cref="InvalidOperationException">No reply is awaited: an error of the caller.</exception>
    public ClientStep OnReply(Reply reply, ReadOnlySpan<byte> text = default)
    {
        reply = Note(reply, text);
        return Follow(ClientDialogue.OnReply(State, reply, SituationNow()));
    }

    /// <summary>No reply came in time.</summary>
    public ClientStep OnTimedOut() => Move(ClientTrigger.TimedOut);

    /// <summary>The connection was refused or is gone.</summary>
    public ClientStep OnConnectionLost() => Move(ClientTrigger.ConnectionLost);

    /// <summary>
    /// The bookkeeping of a reply, done before it is asked what is left. Gives the reply as the dialogue is to take it.
    /// </summary>
    private Reply Note(Reply reply, ReadOnlySpan<byte> text)
    {
        switch (State)
        {
            case ClientState.EhloSent or ClientState.HeloSent:
                return NoteHello(reply);
            case ClientState.StartTlsSent:
                if (!reply.IsPositiveCompletion) NoteNoTls();
                break;
            case ClientState.AuthSent:
                return NoteAuth(reply, text);
            case ClientState.MailSent or ClientState.RcptSent or ClientState.DataSent or ClientState.BodySent or ClientState.ChunkSent:
                NoteTransaction(reply);
                break;
        }

        return reply;
    }

    private ClientSituation SituationNow() => new(
        moreRecipients: State is ClientState.BodySent or ClientState.ChunkSent ? _unanswered > 0 : Recipient is not null && _open,
        anyAccepted: _accepted > 0,
        moreMessages: Message is not null && !HasSentEnough,
        heloOnly: _options.HeloOnly,
        pipelined: _open && State switch { ClientState.MailSent => Pipelines, ClientState.RcptSent => Pipelines && (!UsesChunks || PipelinesChunks), ClientState.ChunkSent => PipelinesChunks, _ => false },
        moreChunks: HasMoreChunks, // also of a text that was refused meanwhile
        wantsTls: _options.Tls != TlsUse.Never && !InsideTls && Announced.Has(ServiceExtensions.StartTls),
        wantsAuth: Message is not null && NextMechanism != AuthMechanisms.None);

    private ClientStep Follow(ClientTrigger trigger)
    {
        if (trigger == ClientTrigger.Authenticate && !_inExchange) BeginAuth();
        if (trigger == ClientTrigger.NextChunk) TakeChunk();
        if (trigger == ClientTrigger.StartTransaction) BeginTransaction();
        return Move(trigger);
    }

    private ClientStep Move(ClientTrigger trigger)
    {
        State = ClientTable.Next(State, trigger);
        return new ClientStep(trigger, State);
    }

    private static bool IsWhole(OutgoingMessage message) =>
        message.Recipients.Count > 0 && (message.Notifications.Count == 0 || message.Notifications.Count == message.Recipients.Count);
}
