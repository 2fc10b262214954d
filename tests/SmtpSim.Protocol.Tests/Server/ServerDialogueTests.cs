namespace SmtpSim.Protocol.Tests;

public sealed class ServerDialogueTests
{
    private static readonly ServerState[] Reading =
        [
            ServerState.Greeted, ServerState.Refusing, ServerState.Ready, ServerState.MailGiven, ServerState.RecipientGiven,
            ServerState.ReceivingChunks, ServerState.ChunksFailed,
        ];

    /// <summary>Where the end of mail data, or the last chunk, may come.</summary>
    private static readonly ServerState[] TakingText =
        [ServerState.ReceivingData, ServerState.RecipientGiven, ServerState.ReceivingChunks, ServerState.AnsweringRecipients];

    /// <summary>RFC 5321 section 4.1.4, a row a state: + in order, 3 is 503, 0 is 500.</summary>
    [Theory]
    //                                           ?EHMRDRNVEHQSABL
    [InlineData(ServerState.Connected, /*     */ "0333333333333333")]
    [InlineData(ServerState.Greeted, /*       */ "0++333++++++333+")]
    [InlineData(ServerState.Refusing, /*      */ "33333333333+3333")]
    [InlineData(ServerState.Ready, /*         */ "0+++33++++++++3+")]
    [InlineData(ServerState.MailGiven, /*     */ "0++3+3++++++333+")]
    [InlineData(ServerState.RecipientGiven, /**/ "0++3++++++++33++")]
    [InlineData(ServerState.ReceivingData, /* */ "0333333333333333")]
    [InlineData(ServerState.Closed, /*        */ "0333333333333333")]
    [InlineData(ServerState.TlsHandshake, /*  */ "0333333333333333")]
    [InlineData(ServerState.Authenticating, /**/ "0333333333333333")]
    [InlineData(ServerState.ReceivingChunks, /**/ "0++333++++++33++")]
    [InlineData(ServerState.ChunksFailed, /*  */ "0++333++++++333+")]
    [InlineData(ServerState.AnsweringRecipients, "0333333333333333")]
    public void Admits_EveryVerb_FollowsTheOrderOfCommands(ServerState state, string expected)
    {
        var actual = string.Concat(Enum.GetValues<Verb>().Select(verb =>
            ServerDialogue.Admits(state, verb, out var refusal) ? "+" : (refusal.Code - 500).ToString()));

        Assert.Equal(expected, actual);
    }

    [Fact]
    public void OutcomeOf_AnyReplyToAnyCommand_IsPermittedByTheModel()
    {
        foreach (var state in Reading)
        {
            foreach (var verb in Enum.GetValues<Verb>())
            {
                for (var code = 200; code <= 599; code++)
                {
                    var reply = ServerDialogue.Admits(state, verb, out var refusal) ? Reply.Of(code) : refusal;
                    var outcome = ServerDialogue.OutcomeOf(verb, reply);
                    Assert.True(ServerTable.IsPermitted(state, outcome), $"{state}: {verb} answered {reply} gives {outcome}");
                }
            }
        }
    }

    [Fact]
    public void OutcomeOfBodyAndGreeting_AnyReply_IsPermittedByTheModel()
    {
        for (var code = 200; code <= 599; code++)
        {
            foreach (var state in TakingText)
                Assert.True(ServerTable.IsPermitted(state, ServerDialogue.OutcomeOfBody(Reply.Of(code))));
            Assert.True(ServerTable.IsPermitted(ServerState.Authenticating, ServerDialogue.OutcomeOf(Verb.Auth, Reply.Of(code))));
            Assert.True(ServerTable.IsPermitted(ServerState.Connected, ServerDialogue.OutcomeOfGreeting(Reply.Of(code))));
        }
    }

    [Theory]
    [InlineData(Verb.Ehlo, 250, ServerTrigger.HelloAccepted)]
    [InlineData(Verb.Ehlo, 502, ServerTrigger.HelloRefused)]
    [InlineData(Verb.Helo, 550, ServerTrigger.HelloRefused)]
    [InlineData(Verb.Mail, 250, ServerTrigger.MailAccepted)]
    [InlineData(Verb.Mail, 451, ServerTrigger.MailRefused)]
    [InlineData(Verb.Mail, 552, ServerTrigger.MailRefused)]
    [InlineData(Verb.Mail, 503, ServerTrigger.OutOfOrder)]
    [InlineData(Verb.Rcpt, 251, ServerTrigger.RecipientAccepted)]
    [InlineData(Verb.Rcpt, 450, ServerTrigger.RecipientRefused)]
    [InlineData(Verb.Rcpt, 421, ServerTrigger.ServiceClosing)]
    [InlineData(Verb.Data, 354, ServerTrigger.DataStarted)]
    [InlineData(Verb.Data, 250, ServerTrigger.DataRefused)]
    [InlineData(Verb.Data, 554, ServerTrigger.DataRefused)]
    [InlineData(Verb.Rset, 250, ServerTrigger.ResetAccepted)]
    [InlineData(Verb.Rset, 451, ServerTrigger.Answered)]
    [InlineData(Verb.Noop, 250, ServerTrigger.Answered)]
    [InlineData(Verb.Vrfy, 252, ServerTrigger.Answered)]
    [InlineData(Verb.Expn, 502, ServerTrigger.Answered)]
    [InlineData(Verb.Help, 214, ServerTrigger.Answered)]
    [InlineData(Verb.Lhlo, 250, ServerTrigger.HelloAccepted)]
    [InlineData(Verb.StartTls, 220, ServerTrigger.TlsStarted)]
    [InlineData(Verb.StartTls, 454, ServerTrigger.Answered)]
    [InlineData(Verb.Auth, 334, ServerTrigger.AuthChallenged)]
    [InlineData(Verb.Auth, 235, ServerTrigger.AuthAccepted)]
    [InlineData(Verb.Auth, 535, ServerTrigger.AuthRefused)]
    [InlineData(Verb.Bdat, 250, ServerTrigger.ChunkAccepted)]
    [InlineData(Verb.Bdat, 552, ServerTrigger.ChunkRefused)]
    [InlineData(Verb.Quit, 221, ServerTrigger.QuitAccepted)]
    [InlineData(Verb.Quit, 451, ServerTrigger.Answered)]
    [InlineData(Verb.Unknown, 500, ServerTrigger.Answered)]
    public void OutcomeOf_Reply_NamesWhatItMeant(Verb verb, int code, ServerTrigger expected) =>
        Assert.Equal(expected, ServerDialogue.OutcomeOf(verb, Reply.Of(code)));
}
