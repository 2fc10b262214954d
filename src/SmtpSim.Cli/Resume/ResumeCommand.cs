using System.CommandLine;

namespace SmtpSim.Cli;

/// <summary><c>smtpsim resume DIR</c>: goes on with a sweep that was interrupted or killed; no run that is done is run again.</summary>
internal static class ResumeCommand
{
    public static Command Create(Terminal terminal)
    {
        var folder = new Argument<string>("DIR") { Description = "The folder of an unfinished sweep." };
        var options = new SweepOptions();
        var command = new Command("resume", "Go on with a sweep that was interrupted.") { folder };
        options.AddTo(command);
        command.SetAction(parsed => SweepCommand.RunAsync(SweepSource.Resume(parsed.GetRequiredValue(folder), terminal), options.Of(parsed), terminal));
        return command;
    }
}
