using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using SmtpSim.Protocol;
using SmtpSim.Wire;
using Command = System.CommandLine.Command;

namespace SmtpSim.Cli;

/// <summary><c>smtpsim send HOST:PORT</c>: one session with a real server, told as <c>trace</c> tells a simulated one.</summary>
internal static class SendCommand
{
    private static CliJson Json => new(new JsonSerializerOptions(CliJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public static Command Create(Terminal terminal)
    {
        var target = new Argument<string>("HOST:PORT") { Description = "The server." };
        var allowRemote = TargetOptions.AllowRemote();
        var json = CommonOptions.Json("Print the session as JSON.");
        var message = new MessageOptions();
        var notification = new NotificationOptions();
        var envelope = new EnvelopeOptions();
        var command = new Command("send", "Send a message to a server and show every line that was said.") { target };
        message.AddTo(command);
        notification.AddTo(command);
        envelope.AddTo(command);
        command.Options.Add(json);
        command.Options.Add(allowRemote);
        command.SetAction(async parsed =>
        {
            using var interrupt = new Interrupt(atOnce: () => { });
            var resolved = await TargetOptions.ResolveAsync(parsed.GetRequiredValue(target), parsed.GetValue(allowRemote), interrupt.Token).ConfigureAwait(false);
            var messages = message.Read(parsed).Select(one => notification.ApplyTo(one, parsed)).ToList();
            var result = await SendAsync(envelope.Read(parsed, resolved, messages), interrupt.Token).ConfigureAwait(false);
            if (parsed.GetValue(json))
                terminal.Output.Line(JsonSerializer.Serialize(SendReport.Of(result, resolved), Json.SendReport));
            else
                new SendPage(terminal.Output).Write(result, resolved);
            return ExitCodeOf(result);
        });
        return command;
    }

    private static async Task<SendResult> SendAsync(SendRequest request, CancellationToken interrupt)
    {
        try
        {
            return await SendSession.RunAsync(request, interrupt).ConfigureAwait(false);
        }
        catch (ArgumentException e)
        {
            // An address or a name that no command line can hold: the writer refuses it before anything is sent of it.
            throw new CommandException(ExitCode.Usage, e.Message.Split(" (Parameter")[0]);
        }
    }

    /// <summary>Refused for good comes before refused for now: of the first nothing can be expected from trying again.</summary>
    private static int ExitCodeOf(SendResult result) => result.End switch
    {
        SendEnd.Unreachable => ExitCode.Unavailable,
        SendEnd.NotSmtp or SendEnd.TlsFailed => ExitCode.Protocol,
        SendEnd.Interrupted => ExitCode.Interrupted,
        _ when result.Messages.Any(message => message.Fate == Model.MessageFate.Bounced) => ExitCode.Refused,
        _ when result.Messages.Any(message => message.Fate == Model.MessageFate.Queued) => ExitCode.TemporaryFailure,
        _ => ExitCode.Ok,
    };
}
