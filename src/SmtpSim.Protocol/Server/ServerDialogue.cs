using System.Runtime.CompilerServices;

namespace SmtpSim.Protocol;

/// <summary>
/// What a server may do with a command where it stands, and what its reply then means for its state (RFC 5321 section 4.1.4).
/// </summary>
public static class ServerDialogue
{
    private const int Always = (1 << (int)Verb.Rset) | (1 << (int)Verb.Noop) | (1 << (int)Verb.Vrfy) | (1 << (int)Verb.Expn)
        | (1 << (int)Verb.Help) | (1 << (int)Verb.Quit) | (1 << (int)Verb.Ehlo) | (1 << (int)Verb.Helo)
        | (1 << (int)Verb.Lhlo);

    /// <summary>
    /// Whether the command is in order, so that policy may decide on it. Order is looked at before syntax and policy.
    /// If not, <paramref name="refusal"/> is the reply: 503, or 500 for an unknown verb. Its outcome is <see cref="OutcomeOf"/> as ever.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Admits(ServerState state, Verb verb, out Reply refusal)
    {
        if (((AdmittedIn[(int)state] >> (int)verb) & 1) != 0)
        {
            refusal = default;
            return true;
        }

        refusal = Refusal(state, verb);
        return false;
    }

    /// <summary>
    /// The verbs in order in a state, a bit each. While data is received nothing is a command, and a closed session takes none.
    /// </summary>
    private static ReadOnlySpan<ushort> AdmittedIn =>
    [
        0, // Connected
        Always, // Greeted
        1 << (int)Verb.Quit, // Refusing
        Always | (1 << (int)Verb.Mail) | (1 << (int)Verb.StartTls) | (1 << (int)Verb.Auth), // Ready
        Always | (1 << (int)Verb.Rcpt), // MailGiven
        Always | (1 << (int)Verb.Rcpt) | (1 << (int)Verb.Data) | (1 << (int)Verb.Bdat), // RecipientGiven
        0, // ReceivingData
        0, // Closed
        0, // TlsHandshake
        0, // Authenticating
        Always | (1 << (int)Verb.Bdat), // ReceivingChunks
        Always, // ChunksFailed
        0, // AnsweringRecipients
    ];

    private static Reply Refusal(ServerState state, Verb verb) =>
        verb == Verb.Unknown && state != ServerState.Refusing ? WellKnownReplies.CommandUnrecognized : WellKnownReplies.BadSequence;

    /// <summary>
    /// The outcome of answering a command. Permitted by the model wherever the command was admitted or refused by <see cref="Admits"/>.
    /// </summary>
    public static ServerTrigger OutcomeOf(Verb verb, Reply reply)
    {
        var code = reply.Code;
        if (code == 421) return ServerTrigger.ServiceClosing;
        if (code == 503) return ServerTrigger.OutOfOrder;
        var completed = reply.IsPositiveCompletion;
        return verb switch
        {
            Verb.Ehlo or Verb.Helo or Verb.Lhlo => completed ? ServerTrigger.HelloAccepted : ServerTrigger.HelloRefused,
            Verb.Mail => completed ? ServerTrigger.MailAccepted : ServerTrigger.MailRefused,
            Verb.Rcpt => completed ? ServerTrigger.RecipientAccepted : ServerTrigger.RecipientRefused,
            Verb.Data => reply.IsPositiveIntermediate ? ServerTrigger.DataStarted : ServerTrigger.DataRefused,
            Verb.Rset when completed => ServerTrigger.ResetAccepted,
            Verb.Quit when completed => ServerTrigger.QuitAccepted,
            Verb.StartTls when completed => ServerTrigger.TlsStarted,
            Verb.Auth => completed ? ServerTrigger.AuthAccepted
                : reply.IsPositiveIntermediate ? ServerTrigger.AuthChallenged
                : ServerTrigger.AuthRefused,
            Verb.Bdat => completed ? ServerTrigger.ChunkAccepted : ServerTrigger.ChunkRefused, // the last chunk: OutcomeOfBody
            _ => ServerTrigger.Answered,
        };
    }

    /// <summary>The outcome of answering the end of mail data: the final dot or the last chunk.</summary>
    public static ServerTrigger OutcomeOfBody(Reply reply) =>
        reply.Code == 421 ? ServerTrigger.ServiceClosing
        : reply.IsPositiveCompletion ? ServerTrigger.MessageAccepted
        : ServerTrigger.MessageRefused;

    /// <summary>The outcome of the greeting: 220, 421, or a refusal after which the server waits for QUIT (RFC 5321 section 3.1).</summary>
    public static ServerTrigger OutcomeOfGreeting(Reply reply) =>
        reply.Code == 421 ? ServerTrigger.ServiceClosing
        : reply.IsPositiveCompletion ? ServerTrigger.Greeted
        : ServerTrigger.GreetingRefused;
}
