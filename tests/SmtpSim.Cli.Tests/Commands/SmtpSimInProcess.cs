namespace SmtpSim.Cli.Tests;

/// <summary>
/// The program's command lines, run in the process of the tests: what is not about a process of its own need not wait for one to start. One at a
/// time, since the current folder is the process's.
/// </summary>
internal static class SmtpSimInProcess
{
    private static readonly Lock Gate = new();

    public static SmtpSimProcess Run(string folder, string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        lock (Gate)
        {
            var home = Environment.CurrentDirectory;
            Environment.CurrentDirectory = folder;
            try
            {
                var terminal = new Terminal(ScreenOf(output), ScreenOf(error));
                // Away from the context that tests run in: whoever waits here holds a thread of it.
                var exitCode = Task.Run(() => App.RunAsync(arguments, terminal)).GetAwaiter().GetResult();
                return new SmtpSimProcess(exitCode, output.ToString(), error.ToString());
            }
            finally
            {
                Environment.CurrentDirectory = home;
            }
        }
    }

    /// <summary>As of a program whose output nobody looks at.</summary>
    private static Screen ScreenOf(TextWriter writer) => new(writer, colour: false, isTerminal: false, Screen.DefaultWidth);
}
