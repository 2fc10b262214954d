using System.Text;
using CsCheck;

namespace SmtpSim.Protocol.Tests;

/// <summary>What peers may send: well-formed lines, lines that nearly are, and octets at random.</summary>
internal static class Generators
{
    private static readonly Gen<string> Fragment = Gen.OneOf<string>(
        Gen.OneOf("EHLO mta.example", "HELO mta.example", "MAIL FROM:<a@a.example>", "RCPT TO:<b@b.example>", "DATA", "RSET", "NOOP", "QUIT"),
        Gen.OneOf("VRFY b", "EXPN list", "HELP", "mail from:<> SIZE=10 BODY=7BIT", "STARTTLS", "text", "..text"),
        Gen.OneOf("RCPT TO:<@x,@y:\"q\\\" q\"@[127.0.0.1]>", "RCPT TO:<Postmaster>", "MAIL FROM:<a@b> X=1", "RCPT TO:<a@b", "QUIT now"),
        Gen.OneOf("220 mx", "250-mx", "250 SIZE 10", "250", "354 Go on", "421 4.3.2 Bye", "450 4.2.0 Busy", "550 5.1.1 No", "100 x", "999", "25"),
        Gen.OneOf(".", "..", "\r", "\n", "\0", "\r\n.\r\n", "\n.\n", "\r\n.\n", "\r.\r", "", " ", "\t"));

    private static readonly Gen<string> Extension = Gen.OneOf<string>(
        Gen.OneOf("STARTTLS", "AUTH PLAIN AHVzZXIAcGVuY2ls", "AUTH SCRAM-SHA-256", "AUTH LOGIN", "*", "=", "AHVzZXIAcGVuY2ls", "LHLO mta.example"),
        Gen.OneOf("BDAT 5", "BDAT 3 LAST", "BDAT 0 LAST", "BDAT 999999999999", "BDAT x", "MAIL FROM:<a@b> BODY=BINARYMIME"),
        Gen.OneOf("MAIL FROM:<\u00c3\u00bc@b> SMTPUTF8 RET=HDRS ENVID=x+2B", "RCPT TO:<a@b> NOTIFY=SUCCESS,DELAY ORCPT=rfc822;a+2Bb@c"),
        Gen.OneOf("250-PIPELINING", "250-CHUNKING", "250-STARTTLS", "250-AUTH PLAIN LOGIN SCRAM-SHA-256", "250-LIMITS RCPTMAX=1 MAILMAX=2"),
        Gen.OneOf("250-BINARYMIME", "250-8BITMIME", "250-SMTPUTF8", "250-DSN", "334 ", "334 VXNlcm5hbWU6", "235 2.7.0 Ok", "220 Go", "454 4.7.0 No"));

    private static readonly Gen<byte[]> Piece = Gen.Frequency<byte[]>(
        (12, Gen.Select(Fragment, text => Encoding.Latin1.GetBytes(text + "\r\n"))),
        (4, Gen.Select(Extension, text => Encoding.Latin1.GetBytes(text + "\r\n"))),
        (3, Gen.Select(Fragment, Encoding.Latin1.GetBytes)),
        (2, Gen.Byte.Array[0, 40]),
        (1, Gen.Select(Gen.Byte, Gen.Int[500, 3000], (octet, count) => Enumerable.Repeat(octet, count).ToArray())));

    /// <summary>Hostile traffic.</summary>
    public static readonly Gen<byte[]> Traffic = Gen.Select(Piece.Array[0, 40], pieces => pieces.SelectMany(piece => piece).ToArray());

    /// <summary>Arguments of MAIL, RCPT and BDAT, and what they are made of.</summary>
    public static readonly Gen<byte[]> Arguments = Gen.Select(
        Gen.OneOf<string>(
            Gen.OneOf("FROM:", "TO:", "<", ">", "<a@b>", "<>", "@", "\"q\"", "[127.0.0.1]", "[IPv6:::1]", "[x:y]", ".", "\u00c3\u00bc", "\u00ff"),
            Gen.OneOf(" ", "=", "+2B", "+", ",", ";", "SIZE=1", " BODY=8BITMIME", " SMTPUTF8", " RET=FULL", " ENVID=a", " AUTH=<>"),
            Gen.OneOf(" NOTIFY=NEVER", " NOTIFY=SUCCESS,DELAY", " ORCPT=rfc822;a", "123", " LAST", "user\0pencil", "n,,n=user,r=x", "\n", "r=x,s=AAAA,i=4096")).Array[0, 8],
        parts => Encoding.Latin1.GetBytes(string.Concat(parts)));

    /// <summary>Message text rich in dots and line ends, whole or broken.</summary>
    public static readonly Gen<byte[]> MessageText = Gen.Select(
        Gen.OneOf(".", "..", "\r\n", "\r", "\n", "x", "\r\n.", "\r\n.\r", "\n.\n", "text").Array[0, 30],
        parts => Encoding.Latin1.GetBytes(string.Concat(parts)));

    /// <summary>Sizes of pieces.</summary>
    public static readonly Gen<int[]> Sizes = Gen.Int[1, 20].Array[1, 6];
}
