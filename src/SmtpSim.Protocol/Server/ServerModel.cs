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

        // Phase 2: mail transactions (3.3), any number of them.
        machine.Configure(MailTransfer)
            .Permit(ServiceClosing, Closed)
            .Permit(ConnectionLost, Closed)
            .Permit(TimedOut, Closed);

        machine.Configure(Ready)
            .SubstateOf(MailTransfer)
            .Permit(MailAccepted, MailGiven)
            .Ignore(MailRefused)
            .PermitReentry(HelloAccepted)
            .Ignore(HelloRefused)
            .Ignore(ResetAccepted)
            .Ignore(Answered)
            .Ignore(OutOfOrder)
            .Permit(QuitAccepted, Closed);

        machine.Configure(MailGiven)
            .SubstateOf(MailTransfer)
            .Permit(RecipientAccepted, RecipientGiven)
            .Ignore(RecipientRefused)
            .Permit(HelloAccepted, Ready) // EHLO and HELO reset the transaction (4.1.4)
            .Ignore(HelloRefused)
            .Permit(ResetAccepted, Ready)
            .Ignore(Answered)
            .Ignore(OutOfOrder)
            .Permit(QuitAccepted, Closed);

        machine.Configure(RecipientGiven)
            .SubstateOf(MailTransfer)
            .PermitReentry(RecipientAccepted)
            .Ignore(RecipientRefused)
            .Permit(DataStarted, ReceivingData)
            .Ignore(DataRefused) // the transaction stands until RSET, EHLO or QUIT drops it
            .Permit(HelloAccepted, Ready)
            .Ignore(HelloRefused)
            .Permit(ResetAccepted, Ready)
            .Ignore(Answered)
            .Ignore(OutOfOrder)
            .Permit(QuitAccepted, Closed);

        machine.Configure(ReceivingData) // the end of mail data clears the buffers, whatever its reply (4.1.1.4)
            .SubstateOf(MailTransfer)
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
}
