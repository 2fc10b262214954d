using static SmtpSim.Protocol.ClientState;
using static SmtpSim.Protocol.ClientTrigger;

namespace SmtpSim.Protocol.Tests;

public sealed class ClientDialogueTests
{
    private static readonly ClientState[] Awaiting =
        [ClientState.Connected, EhloSent, HeloSent, MailSent, RcptSent, DataSent, BodySent, RsetSent, QuitSent,
            StartTlsSent, AuthSent, ChunkSent];

    private static IEnumerable<ClientSituation> Situations =>
        Enumerable.Range(0, 256).Select(bits => new ClientSituation(
            (bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0, (bits & 8) != 0, (bits & 16) != 0, (bits & 32) != 0, (bits & 64) != 0, (bits & 128) != 0));

    [Fact]
    public void OnReply_AnyReplyInAnySituation_IsPermittedByTheModel()
    {
        foreach (var state in Awaiting)
        {
            foreach (var situation in Situations)
            {
                for (var code = 200; code <= 599; code++)
                {
                    var trigger = ClientDialogue.OnReply(state, Reply.Of(code), situation);
                    Assert.True(ClientTable.IsPermitted(state, trigger), $"{state}: {code} in {situation} gives {trigger}");
                }
            }
        }
    }

    [Theory]
    [InlineData(RcptSent, "452 4.5.3")]
    [InlineData(MailSent, "552 5.5.3")]
    [InlineData(BodySent, "552 5.5.3")]
    public void FateOf_552_IsTemporaryForARecipientAlone(ClientState state, string expected) =>
        Assert.Equal(expected, ClientDialogue.FateOf(state, Reply.Of(552, 5, 3), declaredSize: false).ToString());

    /// <summary>RFC 1870 section 6.4; but 5.5.3 says that it is about the number of recipients.</summary>
    [Theory]
    [InlineData(3, 4, false, "452 4.3.4")]
    [InlineData(3, 4, true, "552 5.3.4")]
    [InlineData(5, 3, true, "452 4.5.3")]
    public void FateOf_552ToARecipientOfADeclaredSize_IsPermanent(int subject, int detail, bool declared, string expected) =>
        Assert.Equal(expected, ClientDialogue.FateOf(RcptSent, Reply.Of(552, subject, detail), declared).ToString());

    [Fact]
    public void FateOf_552WithoutEnhancedStatus_FollowsTheDeclaration()
    {
        Assert.Equal("452", ClientDialogue.FateOf(RcptSent, Reply.Of(552), declaredSize: false).ToString());
        Assert.Equal("552", ClientDialogue.FateOf(RcptSent, Reply.Of(552), declaredSize: true).ToString());
    }

    [Fact]
    public void OnReply_421_AlwaysEndsTheSession()
    {
        foreach (var state in Awaiting)
        {
            foreach (var situation in Situations)
                Assert.Equal(ServiceClosing, ClientDialogue.OnReply(state, Reply.Of(421), situation));
        }
    }

    [Theory]
    [InlineData(ClientState.Connected, 220, "", GreetedSayEhlo)]
    [InlineData(ClientState.Connected, 220, "helo", GreetedSayHelo)]
    [InlineData(ClientState.Connected, 554, "message", Finish)]
    [InlineData(ClientState.Connected, 450, "message", Finish)]
    [InlineData(EhloSent, 250, "message", StartTransaction)]
    [InlineData(EhloSent, 250, "", Finish)]
    [InlineData(EhloSent, 502, "message", EhloRefused)]
    [InlineData(EhloSent, 451, "message", Finish)]
    [InlineData(EhloSent, 354, "message", Finish)]
    [InlineData(HeloSent, 250, "message", StartTransaction)]
    [InlineData(HeloSent, 550, "message", Finish)]
    [InlineData(EhloSent, 250, "message tls auth", StartTls)]
    [InlineData(EhloSent, 250, "message auth", Authenticate)]
    [InlineData(EhloSent, 451, "message tls auth", Finish)]
    [InlineData(StartTlsSent, 220, "message auth", TlsGranted)]
    [InlineData(StartTlsSent, 454, "message auth", Authenticate)]
    [InlineData(StartTlsSent, 454, "message", StartTransaction)]
    [InlineData(StartTlsSent, 454, "", Finish)]
    [InlineData(AuthSent, 334, "message", Authenticate)]
    [InlineData(AuthSent, 235, "message", StartTransaction)]
    [InlineData(AuthSent, 535, "message auth", Authenticate)]
    [InlineData(AuthSent, 535, "", Finish)]
    [InlineData(MailSent, 550, "sent message", NextRecipient)]
    [InlineData(RcptSent, 550, "sent message", RecipientsDone)]
    [InlineData(RcptSent, 250, "accepted chunk", NextChunk)]
    [InlineData(RcptSent, 550, "chunk message", AbandonTransaction)]
    [InlineData(RcptSent, 550, "sent chunk message", NextChunk)]
    [InlineData(ChunkSent, 250, "chunk message", NextChunk)]
    [InlineData(ChunkSent, 552, "chunk message", AbandonTransaction)]
    [InlineData(ChunkSent, 552, "sent chunk message", NextChunk)]
    [InlineData(ChunkSent, 250, "accepted message", StartTransaction)]
    [InlineData(ChunkSent, 503, "message", AbandonTransaction)]
    [InlineData(ChunkSent, 250, "recipient message", RecipientAnswered)]
    [InlineData(BodySent, 250, "recipient message", RecipientAnswered)]
    [InlineData(MailSent, 250, "", NextRecipient)]
    [InlineData(MailSent, 451, "message", StartTransaction)]
    [InlineData(MailSent, 552, "", Finish)]
    [InlineData(RcptSent, 550, "recipient", NextRecipient)]
    [InlineData(RcptSent, 550, "accepted message", RecipientsDone)]
    [InlineData(RcptSent, 550, "message", AbandonTransaction)]
    [InlineData(RcptSent, 250, "accepted", RecipientsDone)]
    [InlineData(RcptSent, 450, "", Finish)]
    [InlineData(DataSent, 354, "", DataGranted)]
    [InlineData(DataSent, 250, "message", AbandonTransaction)]
    [InlineData(DataSent, 554, "", Finish)]
    [InlineData(BodySent, 250, "message", StartTransaction)]
    [InlineData(BodySent, 451, "", Finish)]
    [InlineData(RsetSent, 250, "message", StartTransaction)]
    [InlineData(RsetSent, 500, "message", Finish)]
    [InlineData(QuitSent, 221, "", QuitAnswered)]
    [InlineData(QuitSent, 500, "", QuitAnswered)]
    public void OnReply_Reply_DecidesWhatIsNext(ClientState state, int code, string left, ClientTrigger expected)
    {
        var situation = new ClientSituation(
            moreRecipients: left.Contains("recipient"), anyAccepted: left.Contains("accepted"),
            moreMessages: left.Contains("message"), heloOnly: left.Contains("helo"),
            pipelined: left.Contains("sent"), moreChunks: left.Contains("chunk"), wantsTls: left.Contains("tls"), wantsAuth: left.Contains("auth"));

        Assert.Equal(expected, ClientDialogue.OnReply(state, Reply.Of(code), situation));
    }

    [Theory]
    [InlineData(Connecting)]
    [InlineData(Closed)]
    [InlineData(TlsHandshake)]
    public void OnReply_WhereNoneIsAwaited_Throws(ClientState state) =>
        Assert.Throws<InvalidOperationException>(() => ClientDialogue.OnReply(state, Reply.Of(250), default));

    [Fact]
    public void VerbOf_EveryState_IsTheCommandItIsNamedFor()
    {
        Assert.Equal(
            [
                Verb.Unknown, Verb.Unknown, Verb.Ehlo, Verb.Helo, Verb.Mail, Verb.Rcpt, Verb.Data, Verb.Unknown, Verb.Rset, Verb.Quit, Verb.Unknown,
                Verb.StartTls, Verb.Unknown, Verb.Auth, Verb.Bdat,
            ],
            Enum.GetValues<ClientState>().Take(ClientTable.StateCount).Select(ClientDialogue.VerbOf));
    }
}
