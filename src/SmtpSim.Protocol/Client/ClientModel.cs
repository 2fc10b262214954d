using Stateless;
using static SmtpSim.Protocol.ClientState;
using static SmtpSim.Protocol.ClientTrigger;

namespace SmtpSim.Protocol;

/// <summary>
/// The SMTP client's half of a session (RFC 5321). A reply is first understood (<see cref="ClientDialogue"/>) and then what it meant is
/// fired, so no trigger has a guard; entering a state sends the command it is named for.
/// </summary>
public static class ClientModel
{
    /// <summary>A machine of its own, for teaching, diagrams and tests; simulations step <see cref="ClientTable"/>.</summary>
    public static StateMachine<ClientState, ClientTrigger> Create(ClientState initial = Connecting) =>
        Configure(new StateMachine<ClientState, ClientTrigger>(initial));

    /// <summary>A machine whose state is kept by the caller.</summary>
    public static StateMachine<ClientState, ClientTrigger> Create(Func<ClientState> read, Action<ClientState> write) =>
        Configure(new StateMachine<ClientState, ClientTrigger>(read, write));

    private static StateMachine<ClientState, ClientTrigger> Configure(StateMachine<ClientState, ClientTrigger> machine)
    {
        // Phase 1: session and client initiation (3.1, 3.2).
        machine.Configure(ConnectionEstablishment)
            .Permit(ServiceClosing, Closed) // 421 may come at any point (3.8)
            .Permit(ConnectionLost, Closed)
            .Permit(TimedOut, Closed);

        machine.Configure(Connecting)
            .SubstateOf(ConnectionEstablishment)
            .Permit(ClientTrigger.Connected, ClientState.Connected);

        machine.Configure(ClientState.Connected)
            .SubstateOf(ConnectionEstablishment)
            .Permit(GreetedSayEhlo, EhloSent)
            .Permit(GreetedSayHelo, HeloSent)
            .Permit(Finish, QuitSent); // greeted with 554 (3.1)

        machine.Configure(EhloSent)
            .SubstateOf(ConnectionEstablishment)
            .Permit(StartTransaction, MailSent)
            .Permit(EhloRefused, HeloSent) // the older greeting is tried in the same session (3.2)
            .Permit(StartTls, StartTlsSent)
            .Permit(Authenticate, AuthSent)
            .Permit(Finish, QuitSent);

        machine.Configure(HeloSent)
            .SubstateOf(ConnectionEstablishment)
            .Permit(StartTransaction, MailSent)
            .Permit(Finish, QuitSent);

        machine.Configure(StartTlsSent) // refused, the session may go on in the clear
            .SubstateOf(ConnectionEstablishment)
            .Permit(TlsGranted, TlsHandshake)
            .Permit(Authenticate, AuthSent)
            .Permit(StartTransaction, MailSent)
            .Permit(Finish, QuitSent);

        machine.Configure(TlsHandshake)
            .SubstateOf(ConnectionEstablishment)
            .Permit(TlsEstablished, EhloSent); // what the server said before is forgotten (3207 4.2)

        machine.Configure(AuthSent)
            .SubstateOf(ConnectionEstablishment)
            .PermitReentry(Authenticate)
            .Permit(StartTransaction, MailSent)
            .Permit(Finish, QuitSent);

        // Phase 2: mail transactions (3.3), any number of them.
        machine.Configure(MailTransfer)
            .Permit(Finish, QuitSent)
            .Permit(ServiceClosing, Closed)
            .Permit(ConnectionLost, Closed)
            .Permit(TimedOut, Closed);

        machine.Configure(MailSent)
            .SubstateOf(MailTransfer)
            .Permit(NextRecipient, RcptSent)
            .PermitReentry(StartTransaction); // a refused MAIL opened nothing: the next message needs no RSET

        machine.Configure(RcptSent)
            .SubstateOf(MailTransfer)
            .PermitReentry(NextRecipient)
            .Permit(RecipientsDone, DataSent)
            .Permit(NextChunk, ChunkSent)
            .Permit(AbandonTransaction, RsetSent);

        machine.Configure(DataSent)
            .SubstateOf(MailTransfer)
            .Permit(DataGranted, BodySent)
            .Permit(AbandonTransaction, RsetSent);

        machine.Configure(BodySent)
            .SubstateOf(MailTransfer)
            .PermitReentry(RecipientAnswered)
            .Permit(StartTransaction, MailSent);

        machine.Configure(ChunkSent)
            .SubstateOf(MailTransfer)
            .PermitReentry(NextChunk)
            .PermitReentry(RecipientAnswered)
            .Permit(StartTransaction, MailSent)
            .Permit(AbandonTransaction, RsetSent);

        machine.Configure(RsetSent)
            .SubstateOf(MailTransfer)
            .Permit(StartTransaction, MailSent);

        // Phase 3: session termination (3.8).
        machine.Configure(ConnectionTermination)
            .Permit(ServiceClosing, Closed)
            .Permit(ConnectionLost, Closed)
            .Permit(TimedOut, Closed);

        machine.Configure(QuitSent)
            .SubstateOf(ConnectionTermination)
            .Permit(QuitAnswered, Closed);

        machine.Configure(Closed) // a loss, a timer or a 421 may still be on its way
            .SubstateOf(ConnectionTermination)
            .Ignore(ServiceClosing)
            .Ignore(ConnectionLost)
            .Ignore(TimedOut);

        return machine;
    }
}
