using static SmtpSim.Wire.Case;

namespace SmtpSim.Wire;

/// <summary>RFC 3461: which notifications a sender wants.</summary>
internal static class DsnCases
{
    public static IReadOnlyList<ConformCase> All { get; } =
    [
        Mail("3461-4.3-ret-full", "MAIL takes RET=FULL", "ret-value = \"FULL\" / \"HDRS\".", "RET=FULL"),
        Mail("3461-4.3-ret-hdrs", "MAIL takes RET=HDRS", "ret-value = \"FULL\" / \"HDRS\".", "RET=HDRS"),
        Mail("3461-4.4-envid", "MAIL takes ENVID", "envid-parameter = \"ENVID=\" xtext.", "ENVID=QQ314159"),
        Mail("3461-4.4-envid-xtext", "MAIL takes an ENVID with encoded characters", "xtext has + and two hexadecimal digits for what it cannot hold.", "ENVID=a+2Bb+3D"),
        Mail("3461-4.4-envid-100", "MAIL takes an ENVID of 100 characters", "An ENVID may have 100 characters.", "ENVID=" + new string('e', 100)),
        Rcpt("3461-4.1-notify-all", "RCPT takes NOTIFY=SUCCESS,FAILURE,DELAY", "notify-list-element = \"SUCCESS\" / \"FAILURE\" / \"DELAY\".", "NOTIFY=SUCCESS,FAILURE,DELAY"),
        Rcpt("3461-4.1-notify-never", "RCPT takes NOTIFY=NEVER", "notify-esmtp-value = \"NEVER\" / 1#notify-list-element.", "NOTIFY=NEVER"),
        Rcpt("3461-4.2-orcpt", "RCPT takes ORCPT", "original-recipient-address = addr-type \";\" xtext.", "ORCPT=rfc822;a+2Bb@example.org"),
        Rcpt("3461-4.1-notify-case", "NOTIFY is read in either case of letters", "Strings of the grammar are of either case (RFC 5234 section 2.3).", "notify=Success,failure"),
        Rcpt("3461-4.1-notify-one", "RCPT takes NOTIFY=DELAY", "notify-esmtp-value = \"NEVER\" / 1#notify-list-element.", "NOTIFY=DELAY"),
        Rcpt("3461-4.2-orcpt-type", "RCPT takes ORCPT of another address type", "addr-type = atom: any registered type.", "ORCPT=utf-8;a+2Bb@example.org"),
        Rcpt("3461-4.2-orcpt-500", "RCPT takes an ORCPT of 500 characters", "ORCPT may have 500 characters, which the longest RCPT line allows for (section 4).", "ORCPT=rfc822;" + new string('o', 481) + "@example.org"),
        Rcpt("3461-4.2-both", "RCPT takes NOTIFY and ORCPT together", "Each parameter may stand with the other, in any order.", "ORCPT=rfc822;a@example.org NOTIFY=NEVER"),
        Mail("3461-4.3-ret-case", "RET is read in either case of letters", "Strings of the grammar are of either case (RFC 5234 section 2.3).", "ret=hdrs"),
        Mail("3461-4.3-both", "MAIL takes RET and ENVID together", "Each parameter may stand with the other, in any order.", "ENVID=QQ314159 RET=HDRS"),

        WrongMail("3461-5.1-ret-empty", "RET without a value is refused", "501 for a value that is none of those.", "RET="),
        WrongMail("3461-5.1-envid-twice", "ENVID twice is refused", "ENVID may appear once in a MAIL command: 501.", "ENVID=one ENVID=two"),
        WrongRcpt("3461-5.1-notify-twice", "NOTIFY twice is refused", "NOTIFY may appear once in a RCPT command: 501.", "NOTIFY=DELAY NOTIFY=FAILURE"),
        WrongRcpt("3461-5.1-notify-empty", "NOTIFY without a value is refused", "1#notify-list-element: at least one.", "NOTIFY="),
        WrongRcpt("3461-5.1-notify-comma", "a list that ends with a comma is refused", "Elements are parted by commas.", "NOTIFY=SUCCESS,"),
        WrongRcpt("3461-5.1-orcpt-twice", "ORCPT twice is refused", "ORCPT may appear once in a RCPT command: 501.", "ORCPT=rfc822;a@example.org ORCPT=rfc822;b@example.org"),
        WrongRcpt("3461-5.1-orcpt-xtext", "an ORCPT whose address is no xtext is refused", "+ is followed by two hexadecimal digits.", "ORCPT=rfc822;a+zz@example.org"),
        WrongMail("3461-5.1-ret-other", "another RET is refused", "501 for a value that is none of those.", "RET=HALF"),
        WrongMail("3461-5.1-ret-twice", "RET twice is refused", "RET may appear once in a MAIL command: 501.", "RET=FULL RET=HDRS"),
        WrongMail("3461-5.1-envid-bad", "an ENVID that is no xtext is refused", "+ is followed by two hexadecimal digits.", "ENVID=a+zz"),
        WrongRcpt("3461-5.1-notify-mixed", "NOTIFY=NEVER,SUCCESS is refused", "NEVER appears alone: 501.", "NOTIFY=NEVER,SUCCESS"),
        WrongRcpt("3461-5.1-notify-other", "another NOTIFY is refused", "501 for a value that is none of those.", "NOTIFY=PERHAPS"),
        WrongRcpt("3461-5.1-orcpt-bad", "an ORCPT without an address type is refused", "original-recipient-address = addr-type \";\" xtext.", "ORCPT=a@example.org"),
    ];

    private static ConformCase Mail(string id, string title, string rule, string parameter) => Must(id, title, rule, async p =>
    {
        await p.Ready();
        await p.Mail(parameter);
    });

    private static ConformCase Rcpt(string id, string title, string rule, string parameter) => Must(id, title, rule, async p =>
    {
        await p.Ready();
        await p.Mail();
        await p.Rcpt(parameter);
    });

    /// <summary>Values that are not valid, or two of them: 501, which section 5.1 says must be the reply to MAIL and should be that to RCPT.</summary>
    private static ConformCase WrongMail(string id, string title, string rule, string parameter) => Must(id, title, rule, async p =>
    {
        await p.Ready();
        await p.Ask($"MAIL FROM:<{p.From}> {parameter}", "501");
    });

    private static ConformCase WrongRcpt(string id, string title, string rule, string parameter) => Should(id, title, rule, async p =>
    {
        await p.Ready();
        await p.Mail();
        await p.Ask($"RCPT TO:<{p.To}> {parameter}", "501");
    });
}
