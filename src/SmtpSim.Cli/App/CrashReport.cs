using System.Runtime.InteropServices;

namespace SmtpSim.Cli;

/// <summary>What a user sees of a fault of ours: what happened and what to report, and the stack trace on request.</summary>
internal static class CrashReport
{
    private const string Switch = "SMTPSIM_DEBUG";

    public static void Write(Screen error, string[] args, Exception bug)
    {
        var (name, version, commit) = App.Program;
        error.Line($"{error.Paint(Ink.Bad, name + ": internal error:")} {bug.Message}");
        error.Line("This is a fault of the program, not of your scenario. Please report it with the scenario and these lines:");
        error.Line($"  {name} {version}{(commit is null ? "" : " (" + commit[..Math.Min(12, commit.Length)] + ")")}, "
            + $"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription.Trim()}");
        error.Line($"  {name} {string.Join(' ', args)}");
        // The first line of the stack trace, and not TargetSite: that loads types, which may be the very thing that fails.
        error.Line($"  {bug.GetType().FullName} {bug.StackTrace?.Split('\n')[0].Trim()}");
        error.Line(Environment.GetEnvironmentVariable(Switch) is "1" ? bug.ToString() : $"  (with {Switch}=1 it shows where)");
    }
}
