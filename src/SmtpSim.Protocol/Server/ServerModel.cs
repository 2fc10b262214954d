using Stateless;
using static SmtpSim.Protocol.ServerState;
using static SmtpSim.Protocol.ServerTrigger;

namespace SmtpSim.Protocol;

/// <summary>
/// The SMTP server's half of a session (RFC 5321). A command is first answered and then its outcome fired, so no trigger has a guard.
/// The three phases are superstates; what may happen at any point is declared once on each of them.
/// </summary>
public static class ServerModel
{
    /// <summary>A machine of its own, for teaching, diagrams and tests; simulations step <see cref="ServerTable"/>.</summary>
    public static StateMachine<ServerState, ServerTrigger> Create(ServerState initial = Connected) =>
        Configure(new StateMachine<ServerState, ServerTrigger>(initial));

    /// <summary>A machine whose state is kept by the caller.</summary>
    public static StateMachine<ServerState, ServerTrigger> Create(Func<ServerState> read, Action<ServerState> write) =>
        Configure(new StateMachine<ServerState, ServerTrigger>(read, write));

    private static StateMachine<ServerState, ServerTrigger> Configure(StateMachine<ServerState, ServerTrigger> machine)
    {
        // Phase 1: session and client initiation (3.1, 3.2).
        machine.Configure(ConnectionEstablishment)
            .Permit(ServiceClosing, Closed) // 421 is permitted at any point (3.8)
            .Permit(ConnectionLost, Closed)
            .Permit(TimedOut, Closed);

        machine.Configure(Connected)
            .SubstateOf(ConnectionEstablishment)
            .Permit(ServerTrigger.Greeted, ServerState.Greeted)
            .Permit(GreetingRefused, Refusing);

        machine.Configure(ServerState.Greeted)
            .SubstateOf(ConnectionEstablishment)
            .Permit(HelloAccepted, Ready)
            .Ignore(HelloRefused) // a refused EHLO leaves the state as it was (4.1.4)
            .Ignore(ResetAccepted) // RSET before EHLO is a NOOP (4.1.1.5)
            .Ignore(Answered)
            .Ignore(OutOfOrder)
            .Permit(QuitAccepted, Closed);

        machine.Configure(Refusing) // waits for QUIT and says 503 to all else (3.1)
            .SubstateOf(ConnectionEstablishment)
            .Ignore(Answered)
            .Ignore(OutOfOrder)
            .Permit(QuitAccepted, Closed);

        machine.Configure(TlsHandshake)
            .SubstateOf(ConnectionEstablishment)
            .Permit(TlsEstablished, ServerState.Greeted); // as if it had just begun, without a greeting (3207 4.2)

        machine.Configure(Authenticating)
            .SubstateOf(ConnectionEstablishment)
            .PermitReentry(AuthChallenged)
            .Permit(AuthAccepted, Ready)
            .Permit(AuthRefused, Ready)
            .Permit(OutOfOrder, Ready);

        // Phase 2: mail transactions (3.3), any number of them.
        machine.Configure(MailTransfer)
            .Permit(ServiceClosing, Closed)
            .Permit(ConnectionLost, Closed)
            .Permit(TimedOut, Closed);

        TakesCommands(machine.Configure(Ready))
            .Permit(MailAccepted, MailGiven)
            .Ignore(MailRefused)
            .PermitReentry(HelloAccepted)
            .Ignore(ResetAccepted)
            .Permit(TlsStarted, TlsHandshake)
            .Permit(AuthChallenged, Authenticating)
            .Ignore(AuthAccepted)
            .Ignore(AuthRefused);

        InTransaction(machine.Configure(MailGiven))
            .Permit(RecipientAccepted, RecipientGiven)
            .Ignore(RecipientRefused);

        EndsMessage(InTransaction(machine.Configure(RecipientGiven)))
            .PermitReentry(RecipientAccepted)
            .Ignore(RecipientRefused)
            .Permit(DataStarted, ReceivingData)
            .Ignore(DataRefused) // the transaction stands until RSET, EHLO or QUIT drops it
            .Permit(ChunkAccepted, ReceivingChunks)
            .Permit(ChunkRefused, ChunksFailed);

        EndsMessage(machine.Configure(ReceivingData))
            .SubstateOf(MailTransfer);

        EndsMessage(InTransaction(machine.Configure(ReceivingChunks)))
            .PermitReentry(ChunkAccepted)
            .Permit(ChunkRefused, ChunksFailed);

        InTransaction(machine.Configure(ChunksFailed));

        machine.Configure(AnsweringRecipients)
            .SubstateOf(MailTransfer)
            .PermitReentry(RecipientAnswered)
            .Permit(MessageAccepted, Ready)
            .Permit(MessageRefused, Ready);

        // Phase 3: session termination (3.8). Both sides may see the loss and a timer may still be on its way.
        machine.Configure(ConnectionTermination)
            .Ignore(ConnectionLost)
            .Ignore(TimedOut);

        machine.Configure(Closed)
            .SubstateOf(ConnectionTermination);

        return machine;
    }

    /// <summary>Commands are read, most of which move nothing.</summary>
    private static StateMachine<ServerState, ServerTrigger>.StateConfiguration TakesCommands(
        StateMachine<ServerState, ServerTrigger>.StateConfiguration state) => state
        .SubstateOf(MailTransfer)
        .Ignore(HelloRefused)
        .Ignore(Answered)
        .Ignore(OutOfOrder)
        .Permit(QuitAccepted, Closed);

    /// <summary>EHLO, HELO and RSET drop the transaction (4.1.4, 4.1.1.5).</summary>
    private static StateMachine<ServerState, ServerTrigger>.StateConfiguration InTransaction(
        StateMachine<ServerState, ServerTrigger>.StateConfiguration state) => TakesCommands(state)
        .Permit(HelloAccepted, Ready)
        .Permit(ResetAccepted, Ready);

    /// <summary>
    /// The end of mail data, or the last chunk, clears the buffers, whatever its reply (4.1.1.4); in LMTP it may have several (2033 4.2).
    /// </summary>
    private static StateMachine<ServerState, ServerTrigger>.StateConfiguration EndsMessage(
        StateMachine<ServerState, ServerTrigger>.StateConfiguration state) => state
        .Permit(MessageAccepted, Ready)
        .Permit(MessageRefused, Ready)
        .Permit(RecipientAnswered, AnsweringRecipients);
}
