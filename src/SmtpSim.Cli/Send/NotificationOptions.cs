using System.CommandLine;
using SmtpSim.Protocol;

namespace SmtpSim.Cli;

/// <summary>The options of <c>send</c> that declare what the message is and who is to be told of its fate: parameters of MAIL and RCPT.</summary>
internal sealed class NotificationOptions
{
    private readonly Option<string?> _body = new("--body-type") { HelpName = "TYPE", Description = "Declare the body as 7bit, 8bitmime or binarymime." };
    private readonly Option<bool> _utf8 = new("--smtputf8") { Description = "Declare SMTPUTF8; an address that is not ASCII has it declared in any case." };
    private readonly Option<string?> _return = new("--ret") { HelpName = "WHAT", Description = "DSN: a failure notice returns full or hdrs." };
    private readonly Option<string?> _envelopeId = new("--envid") { HelpName = "ID", Description = "DSN: the envelope's identifier." };
    private readonly Option<string?> _notify = new("--notify") { HelpName = "WHEN", Description = "DSN: never, or success, failure and delay with commas between, for every recipient." };
    private readonly Option<string[]> _original = new("--orcpt") { HelpName = "TYPE;ADDRESS", Description = "DSN: a recipient's original address, such as 'rfc822;c@example.org': one for each --to, in order.", DefaultValueFactory = _ => [] };

    public NotificationOptions()
    {
        _body.AcceptOnlyFromAmong("7bit", "8bitmime", "binarymime");
        _return.AcceptOnlyFromAmong("full", "hdrs");
    }

    public void AddTo(System.CommandLine.Command command)
    {
        foreach (var option in new Option[] { _body, _utf8, _return, _envelopeId, _notify, _original })
            command.Options.Add(option);
        command.Validators.Add(result =>
        {
            if (result.GetValue(_notify) is { } notify && !TryNotify(notify, out _))
                result.AddError($"--notify takes never, or success, failure and delay with commas between, not '{notify}'");
        });
    }

    public bool WantsUtf8(ParseResult parsed) => parsed.GetValue(_utf8);

    /// <exception cref="CommandException">There are not as many original addresses as recipients.</exception>
    public OutgoingMessage ApplyTo(OutgoingMessage message, ParseResult parsed)
    {
        TryNotify(parsed.GetValue(_notify) ?? "", out var notify);
        var originals = parsed.GetValue(_original)!;
        if (originals.Length > 0 && originals.Length != message.Recipients.Count)
            throw new CommandException(ExitCode.Usage, $"--orcpt is given {Quantity.Count(originals.Length, "time")} for {Quantity.Count(message.Recipients.Count, "recipient")}");
        return message with
        {
            Body = parsed.GetValue(_body) switch { "7bit" => BodyType.SevenBit, "8bitmime" => BodyType.EightBitMime, "binarymime" => BodyType.BinaryMime, _ => BodyType.Unspecified },
            SmtpUtf8 = WantsUtf8(parsed),
            Return = parsed.GetValue(_return) switch { "full" => DsnReturn.Full, "hdrs" => DsnReturn.Headers, _ => DsnReturn.Unspecified },
            EnvelopeId = parsed.GetValue(_envelopeId),
            Notifications = notify == DsnNotify.Unspecified && originals.Length == 0
                ? []
                : [.. message.Recipients.Select((_, i) => new RecipientNotification(notify, originals.Length == 0 ? null : originals[i]))],
        };
    }

    private static bool TryNotify(string text, out DsnNotify notify)
    {
        notify = DsnNotify.Unspecified;
        foreach (var word in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!Enum.TryParse<DsnNotify>(word, ignoreCase: true, out var one) || one == DsnNotify.Unspecified || char.IsDigit(word[0]))
                return false;
            notify |= one;
        }

        return notify == DsnNotify.Never || !notify.HasFlag(DsnNotify.Never);
    }
}
