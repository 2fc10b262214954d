namespace SmtpSim.Protocol;

/// <summary>
/// A client's half of a session: reply in, next command out. It sends its messages one after the other and notes of each recipient the
/// reply that decided its fate. It knows no octets, no connection and no clock.
/// </summary>
/// <param name="messages">What to send, in this order.</param>
/// <param name="options">How it makes use of what the server offers.</param>
/// <exception cref="ArgumentException">A message has no recipient.</exception>
public sealed class ClientSession(IReadOnlyList<OutgoingMessage> messages, ClientOptions? options = null)
{
    private readonly IReadOnlyList<OutgoingMessage> _messages = messages.All(message => message.Recipients.Count > 0)
        ? messages
        : throw new ArgumentException("a message needs a recipient", nameof(messages));

    private readonly Reply[][] _fates = [.. messages.Select(message => new Reply[message.Recipients.Count])];
    private readonly ClientOptions _options = options ?? ClientOptions.Default;
    private int _message;
    private int _recipient;
    private int _accepted;

    public ClientState State { get; private set; } = ClientState.Connecting;

    public Phase Phase => ClientTable.PhaseOf(State);

    /// <summary>The message of the open transaction, or the next one; null when none is left.</summary>
    public OutgoingMessage? Message => _message < _messages.Count ? _messages[_message] : null;

    /// <summary>The recipient that RCPT is about; null when every one of the message was named.</summary>
    public string? Recipient => Message is { } message && _recipient < message.Recipients.Count ? message.Recipients[_recipient] : null;

    /// <summary>
    /// For each recipient of a message the reply that decided its fate, <see cref="Reply.None"/> if none did: try again later.
    /// </summary>
    public ReadOnlySpan<Reply> FatesOf(int message) => _fates[message];

    /// <summary>The connection stands; the greeting is awaited.</summary>
    public ClientStep OnConnected() => Move(ClientTrigger.Connected);

    /// <summary>A whole reply to what was sent last.</summary>
    /// <exception cref="InvalidOperationException">No reply is awaited: an error of the caller.</exception>
    public ClientStep OnReply(Reply reply)
    {
        var over = Note(reply);
        var situation = new ClientSituation(
            MoreRecipients: !over && Recipient is not null,
            AnyAccepted: _accepted > 0,
            MoreMessages: Message is not null,
            HeloOnly: _options.HeloOnly);
        return Move(ClientDialogue.OnReply(State, reply, situation));
    }

    /// <summary>The TLS handshake is done; EHLO is next.</summary>
    public ClientStep OnTlsEstablished() => Move(ClientTrigger.TlsEstablished);

    /// <summary>No reply came in time.</summary>
    public ClientStep OnTimedOut() => Move(ClientTrigger.TimedOut);

    /// <summary>The connection was refused or is gone.</summary>
    public ClientStep OnConnectionLost() => Move(ClientTrigger.ConnectionLost);

    /// <summary>The bookkeeping of a reply, done before it is asked what is left. Gives whether the reply ends the transaction.</summary>
    private bool Note(Reply reply)
    {
        var over = false;
        switch (State)
        {
            case ClientState.MailSent:
                over = !reply.IsPositiveCompletion;
                break;
            case ClientState.RcptSent:
                if (reply.IsPositiveCompletion) _accepted++;
                else _fates[_message][_recipient] = Refusal(reply);
                _recipient++;
                over = reply.Code == 421 || (Recipient is null && _accepted == 0);
                break;
            case ClientState.DataSent:
                over = !reply.IsPositiveIntermediate;
                break;
            case ClientState.BodySent:
                over = true;
                break;
        }

        if (over) Conclude(State == ClientState.BodySent && reply.IsPositiveCompletion ? reply : Refusal(reply));
        return over;
    }

    /// <summary>The transaction is over: its reply decides for every recipient that had none of its own.</summary>
    private void Conclude(Reply reply)
    {
        foreach (ref var fate in _fates[_message].AsSpan())
        {
            if (fate.IsNone) fate = reply;
        }

        _message++;
        _recipient = 0;
        _accepted = 0;
    }

    /// <summary>
    /// A reply of a class that fits no command must not pass for a delivery: the mail waits as for any other transient trouble.
    /// </summary>
    private static Reply Refusal(Reply reply) =>
        reply.IsTransientNegative || reply.IsPermanentNegative ? reply : WellKnownReplies.UnexpectedReply;

    private ClientStep Move(ClientTrigger trigger)
    {
        State = ClientTable.Next(State, trigger);
        return new ClientStep(trigger, State);
    }
}
