using System.CommandLine;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using SmtpSim.Wire;

namespace SmtpSim.Cli;

/// <summary><c>smtpsim conform HOST:PORT</c>: checks a server against RFC 5321 and the extensions that it offers.</summary>
internal static class ConformCommand
{
    private static readonly string[] Formats = ["text", "json", "junit"];

    private static CliJson Json => new(new JsonSerializerOptions(CliJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public static Command Create(Terminal terminal)
    {
        var target = new Argument<string?>("HOST:PORT") { Description = "The server.", Arity = ArgumentArity.ZeroOrOne };
        var only = new Option<string?>("--only") { HelpName = "PATTERN", Description = "Run the cases whose id, subject or extension has this in it; * stands for anything." };
        var list = new Option<bool>("--list") { Description = "List the cases and run none." };
        var format = new Option<string>("--format") { HelpName = string.Join('|', Formats), Description = "How the result is written.", DefaultValueFactory = _ => Formats[0] };
        format.AcceptOnlyFromAmong(Formats);
        var transcripts = new Option<ConformTranscripts>("--transcripts")
        {
            HelpName = "all|failed|none",
            Description = "Whose transcripts are written.",
            DefaultValueFactory = _ => ConformTranscripts.Failed,
        };
        var server = new ServerOptions();
        var output = CommonOptions.OutFile();
        var command = new Command("conform", "Check a server against RFC 5321 and the extensions that it offers.") { target, only, list, format, transcripts, output };
        server.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetValue(target) is null && !result.GetValue(list))
                result.AddError("a server is needed: HOST:PORT");
        });
        command.SetAction(async parsed =>
        {
            var cases = parsed.GetValue(only) is { } pattern ? ConformCatalogue.Matching(pattern) : ConformCatalogue.All;
            if (cases.Count == 0)
                throw new CommandException(ExitCode.Usage, $"no case has '{parsed.GetValue(only)}' in its id, subject or extension", $"'{App.Name} conform --list' lists them.");
            if (parsed.GetValue(list))
            {
                ConformPage.List(cases, terminal.Output);
                return ExitCode.Ok;
            }
            using var interrupt = new Interrupt(atOnce: () => { });
            var options = await server.ReadAsync(parsed, parsed.GetValue(target)!, interrupt.Token).ConfigureAwait(false);
            ConformReport report;
            try
            {
                report = await ConformCheck.RunAsync(cases, options, cancellation: interrupt.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return ExitCode.Interrupted;
            }
            Write(terminal, parsed.GetValue(output), parsed.GetValue(format)!, report, parsed.GetValue(transcripts));
            return ExitCodeOf(report);
        });
        return command;
    }

    private static void Write(Terminal terminal, FileInfo? file, string format, ConformReport report, ConformTranscripts transcripts)
    {
        var text = new StringBuilder();
        using var writer = new StringWriter(text) { NewLine = "\n" };
        if (format == "junit")
            JunitReport.Write(writer, report, transcripts);
        else if (format == "json")
            writer.WriteLine(JsonSerializer.Serialize(ConformJson.Of(report, transcripts), Json.ConformJson));
        else if (file is null)
            new ConformPage(terminal.Output, transcripts).Write(report);
        else
            new ConformPage(new Screen(writer, colour: false, isTerminal: false, Screen.DefaultWidth), transcripts).Write(report);
        OutputFile.Write(terminal, file, text.ToString(), mayOverwrite: true);
        if (report.Trouble != ConformTrouble.None && (file is not null || format != "text"))
            terminal.Error.Line(ConformPage.TroubleOf(report));
    }

    private static int ExitCodeOf(ConformReport report) => report.Trouble switch
    {
        ConformTrouble.Unreachable or ConformTrouble.Gone => ExitCode.Unavailable,
        ConformTrouble.NotSmtp => ExitCode.Protocol,
        ConformTrouble.LoginRefused => ExitCode.Refused,
        _ => report.Conforms ? ExitCode.Ok : ExitCode.NotConforming,
    };
}

/// <summary>Of which cases the transcripts are written.</summary>
internal enum ConformTranscripts
{
    None,
    Failed,
    All,
}
