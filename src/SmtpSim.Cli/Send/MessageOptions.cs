using System.CommandLine;
using System.Text;
using SmtpSim.Protocol;
using SmtpSim.Scenarios;
using SmtpSim.Wire;

namespace SmtpSim.Cli;

/// <summary>The options of <c>send</c> that say what the message is.</summary>
internal sealed class MessageOptions
{
    /// <summary>A message is held in memory as a whole.</summary>
    private const int LargestMessage = 100_000_000;

    private readonly Option<string> _from = new("--from") { HelpName = "MAILBOX", Description = "The sender; <> for the null reverse-path of a bounce.", Required = true };
    private readonly Option<string[]> _to = new("--to") { HelpName = "MAILBOX", Description = "A recipient. May be repeated.", Required = true };
    private readonly Option<string?> _subject = new("--subject") { HelpName = "TEXT", Description = "The subject." };
    private readonly Option<string?> _text = new("--text") { HelpName = "TEXT", Description = "The body [default: a line]" };
    private readonly Option<string[]> _header = new("--header") { HelpName = "NAME: VALUE", Description = "A header field. May be repeated.", DefaultValueFactory = _ => [] };
    private readonly Option<int> _size = QuantityOptions.Size("--size", "Fill the body until the message has this size, such as 10kB.", LargestMessage);
    private readonly Option<FileInfo?> _file = new("--file") { HelpName = "FILE.eml", Description = "Send this message, header and body, instead of one made up." };
    private readonly Option<int> _messages = QuantityOptions.Number("--messages", "Send it so many times in one session.", 1, 100_000, 1);

    public void AddTo(System.CommandLine.Command command)
    {
        foreach (var option in new Option[] { _from, _to, _subject, _text, _header, _size, _file, _messages })
            command.Options.Add(option);
        command.Validators.Add(result =>
        {
            var from = result.GetValue(_from);
            foreach (var mailbox in (result.GetValue(_to) ?? []).Select(Unbracketed).Concat(from is null or "<>" or "" ? [] : [Unbracketed(from)]))
            {
                if (!IsMailbox(mailbox))
                    result.AddError($"'{Words.Shortened(mailbox)}' is no mailbox; write one such as user@example.org");
            }

            foreach (var header in result.GetValue(_header) ?? [])
            {
                if (!ComposedMessage.IsHeader(header))
                    result.AddError($"--header takes 'NAME: VALUE' on one line, not '{header}'");
            }

            if (result.GetResult(_file) is not null && new Option[] { _subject, _text, _size }.FirstOrDefault(option => result.GetResult(option) is { Implicit: false }) is { } other)
                result.AddError($"--file and {other.Name} exclude each other");
        });
    }

    /// <summary>The messages that the command line asks for; each has a Message-ID of its own.</summary>
    /// <exception cref="CommandException">The file can't be read.</exception>
    public IReadOnlyList<OutgoingMessage> Read(ParseResult parsed)
    {
        var from = Unbracketed(parsed.GetRequiredValue(_from));
        var to = parsed.GetRequiredValue(_to).Select(Unbracketed).ToList();
        var file = parsed.GetValue(_file) is { } named ? ReadFile(named) : null;
        var composed = new ComposedMessage
        {
            From = from,
            To = to,
            Body = parsed.GetValue(_text),
            Headers = parsed.GetValue(_header)!,
            Size = parsed.GetValue(_size),
            Date = DateTimeOffset.UtcNow,
            MessageId = "",
        };
        if (parsed.GetValue(_subject) is { } subject)
            composed = composed with { Subject = subject.ReplaceLineEndings(" ") };
        return [.. Enumerable.Range(1, parsed.GetValue(_messages))
            .Select(_ => new OutgoingMessage(from, to, file ?? (composed with { MessageId = $"<{Guid.NewGuid():N}@smtpsim.invalid>" }).ToBytes()))];
    }

    private static string Unbracketed(string mailbox) => mailbox is ['<', .. var inner, '>'] ? inner : mailbox;

    private static bool IsMailbox(string text)
    {
        var path = Encoding.UTF8.GetBytes($"<{text}>");
        return text.Length > 0 && MailPath.TryRead(path, out _, out var length, utf8: true) == PathParse.Complete && length == path.Length;
    }

    private static byte[] ReadFile(FileInfo file)
    {
        try
        {
            if (file.Exists && file.Length > LargestMessage)
                throw new CommandException(ExitCode.NoInput, $"{file} has more than {Quantity.Count(LargestMessage)} bytes");
            return ComposedMessage.WithLineEnds(File.ReadAllBytes(file.FullName));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(ExitCode.NoInput, $"can't read {file}: {e.Message}");
        }
    }
}
