using CsCheck;

namespace SmtpSim.Protocol.Tests;

public sealed class ServerSessionTests
{
    private static readonly Gen<(Verb Verb, int Code)> Command = Gen.Select(
        Gen.Frequency<Verb>((4, Gen.OneOf(Verb.Mail, Verb.Rcpt, Verb.Data)), (1, Gen.Enum<Verb>())),
        Gen.Frequency<int>((12, Gen.Const(250)), (2, Gen.OneOf(450, 451, 550, 554)), (1, Gen.Const(421))));

    [Fact]
    public void Session_AnyCommands_StandsWhereThePlainReferenceStands() =>
        Gen.Select(Gen.Frequency<int>((10, Gen.Const(220)), (1, Gen.OneOf(554, 421))), Command.Array[0, 60]).Sample((greeting, commands) =>
        {
            var policy = new OneReply { Code = greeting };
            var session = new ServerSession(policy, ServerOffer.Standard with { MaxErrors = 0 });
            var reference = new ReferenceServer();
            session.Greet();
            reference.Greet(greeting);
            foreach (var (verb, code) in commands)
            {
                Assert.Equal(reference.State, session.State);
                if (reference.IsClosed) return;
                policy.Code = verb == Verb.Data && code == 250 && session.State != ServerState.ReceivingData ? 354 : code;
                if (session.State == ServerState.ReceivingData)
                {
                    session.OnEndOfData(0);
                    reference.EndOfData(policy.Code);
                }
                else
                {
                    var expected = reference.Command(verb, policy.Code);
                    Assert.Equal(expected, session.OnCommand(verb, ArgumentOf(verb)).Reply.Code);
                }
            }

            Assert.Equal(reference.State, session.State);
        });

    [Fact]
    public void Session_421ConnectionLossAndTimeout_CloseEveryState()
    {
        foreach (var state in Enum.GetValues<ServerState>().Take(ServerTable.StateCount).Where(state => state != ServerState.Closed))
        {
            Assert.Equal(ServerState.Closed, ServerTable.Next(state, ServerTrigger.ServiceClosing));
            Assert.Equal(ServerState.Closed, ServerTable.Next(state, ServerTrigger.ConnectionLost));
            Assert.Equal(ServerState.Closed, ServerTable.Next(state, ServerTrigger.TimedOut));
        }
    }

    [Fact]
    public void Phase_AlongASession_IsTheThreePhasesInTurn()
    {
        var session = new ServerSession(new AcceptAll(), ServerOffer.Standard);
        Assert.Equal(Phase.ConnectionEstablishment, session.Phase);
        session.Greet();
        Assert.Equal(Phase.ConnectionEstablishment, session.Phase);
        session.OnCommand(Verb.Ehlo, "mta.example"u8);
        Assert.Equal(Phase.MailTransfer, session.Phase);
        session.OnCommand(Verb.Quit, default);
        Assert.Equal(Phase.ConnectionTermination, session.Phase);
    }

    private static ReadOnlySpan<byte> ArgumentOf(Verb verb) => verb switch
    {
        Verb.Mail => "FROM:<a@a.example>"u8,
        Verb.Rcpt => "TO:<b@b.example>"u8,
        Verb.Data or Verb.Rset or Verb.Quit => default,
        _ => "argument"u8,
    };

    /// <summary>Answers everything with one code.</summary>
    private sealed class OneReply : IServerPolicy
    {
        public int Code { get; set; }

        public Reply OnConnected() => Reply.Of(Code);

        public Reply OnHello(Verb verb, ReadOnlySpan<byte> domain) => Reply.Of(Code);

        public Reply OnMail(in MailArgument mail) => Reply.Of(Code);

        public Reply OnRecipient(in MailPath recipient) => Reply.Of(Code);

        public Reply OnData() => Reply.Of(Code);

        public Reply OnMessage(long size) => Reply.Of(Code);

        public Reply OnOther(Verb verb, ReadOnlySpan<byte> argument) => Reply.Of(Code);
    }
}
