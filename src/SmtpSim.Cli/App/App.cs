using System.CommandLine;
using System.Reflection;
using SmtpSim.Results;

namespace SmtpSim.Cli;

/// <summary>The program <c>smtpsim</c>: its commands, and what each kind of failure looks like to the user.</summary>
public static class App
{
    public const string Name = "smtpsim";

    /// <summary>Version and commit, read from another assembly of the same build: this one's attributes name types of Orleans, and reading them would load it.</summary>
    public static ManifestProgram Program { get; } = ManifestProgram.Parse(
        Name, typeof(ManifestProgram).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0");

    public static Task<int> RunAsync(string[] args) => RunAsync(args, new Terminal(Screen.StandardOutput(), Screen.StandardError()));

    /// <summary>Runs a command line, and tells of whatever goes wrong with it.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] args, Terminal terminal)
    {
        var (output, error) = terminal;
        try
        {
            var exitCode = await InvokeAsync(args, terminal).ConfigureAwait(false);
            await output.Writer.FlushAsync().ConfigureAwait(false);
            return exitCode;
        }
        catch (CommandException failure)
        {
            Complain(error, failure.Message, failure.Remedy);
            return failure.ExitCode;
        }
        catch (IOException e) when (e.GetType() == typeof(IOException))
        {
            // Whoever reads or writes a named file tells about it there: this is standard output, on a full disk or the like.
            // (An assembly that can't be found is an IOException of another type, and our fault.)
            Complain(error, "can't write the output: " + e.Message, remedy: null);
            return ExitCode.OutputFailed;
        }
#pragma warning disable CA1031 // The last resort of the whole program.
        catch (Exception bug)
#pragma warning restore CA1031
        {
            CrashReport.Write(error, args, bug);
            return ExitCode.Internal;
        }
    }

    /// <summary>All commands. Each builds what it needs when it runs, so that none but <c>run</c> loads Orleans.</summary>
    public static RootCommand Commands(Terminal terminal) => new("Simulates fleets of SMTP clients and servers in virtual time.")
    {
        RunCommand.Create(terminal),
        SweepCommand.Create(terminal),
        ResumeCommand.Create(terminal),
        ReproduceCommand.Create(terminal),
        CompareCommand.Create(terminal),
        VerifyCommand.Create(terminal),
        ValidateCommand.Create(terminal),
        TraceCommand.Create(terminal),
        ReportCommand.Create(terminal),
        CaptureCommand.Create(terminal),
        ConformCommand.Create(terminal),
        ListenCommand.Create(terminal),
        SendCommand.Create(terminal),
        LoadCommand.Create(terminal),
        CalibrateCommand.Create(terminal),
        ListCommand.Create(terminal),
        NewCommand.Create(terminal),
        DiagramCommand.Create(terminal),
        SchemaCommand.Create(terminal),
    };

    private static async Task<int> InvokeAsync(string[] args, Terminal terminal)
    {
        var parsed = NumberOptions.Guarded(Commands(terminal)).Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (CommandLineFaults.Of(parsed) is { Count: > 0 } faults)
        {
            // Of a wrong command line nothing is a result.
            foreach (var fault in faults)
                Complain(terminal.Error, fault, remedy: null);
            terminal.Error.Line($"Try '{Name} {string.Join(' ', PathOf(parsed.CommandResult.Command))}--help'.");
            return ExitCode.Usage;
        }

        return await parsed.InvokeAsync(new InvocationConfiguration
        {
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
            Output = terminal.Output.Writer,
            Error = terminal.Error.Writer,
        }).ConfigureAwait(false);
    }

    private static IEnumerable<string> PathOf(Command command) => command is RootCommand ? [] : [command.Name, ""];

    private static void Complain(Screen error, string message, string? remedy)
    {
        error.Line($"{error.Paint(Ink.Bad, Name + ":")} {message}");
        if (remedy is not null)
            error.Line(remedy);
    }
}
