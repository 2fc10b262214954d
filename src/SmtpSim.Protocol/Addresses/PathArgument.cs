using System.Text;

namespace SmtpSim.Protocol;

/// <summary>
/// What MAIL and RCPT have in common: a keyword with its colon, and a path without a space between them (RFC 5321 section 3.3).
/// </summary>
internal static class PathArgument
{
    public static bool TryRead(
        ReadOnlySpan<byte> keyword, ReadOnlySpan<byte> argument, bool utf8, out MailPath path, out ReadOnlySpan<byte> parameters, out Reply refusal)
    {
        path = default;
        parameters = default;
        refusal = WellKnownReplies.ArgumentSyntax;
        if (argument.Length < keyword.Length || !Ascii.EqualsIgnoreCase(argument[..keyword.Length], keyword)) return false;

        var isSender = keyword.Length == 5;
        var text = argument[keyword.Length..];
        switch (MailPath.TryRead(text, out path, out var length, utf8))
        {
            case PathParse.BadSyntax:
                refusal = isSender ? WellKnownReplies.SenderSyntax : WellKnownReplies.RecipientSyntax;
                return false;
            case PathParse.TooLong:
                refusal = isSender ? WellKnownReplies.SenderTooLong : WellKnownReplies.RecipientTooLong;
                return false;
            default:
                parameters = text[length..];
                refusal = default;
                return true;
        }
    }
}
