namespace SmtpSim.Cli;

/// <summary>Octets go to the file that is named, or with <c>-</c> to standard output.</summary>
internal static class CaptureFile
{
    public const string StandardOutput = "-";

    /// <summary>Has the file written, and tells what its writer tells.</summary>
    /// <exception cref="CommandException">It exists and was not named by the user, or it cannot be written.</exception>
    public static int Write(Terminal terminal, string file, Func<Stream, int> write, bool mayOverwrite)
    {
        if (file == StandardOutput)
        {
            if (terminal.Output.IsTerminal)
                throw new CommandException(ExitCode.Usage, "a capture is not for terminals", "Send it on, such as | wireshark -k -i -, or name a file with --out FILE.");
            terminal.Output.Writer.Flush();
            using var output = new BufferedStream(Console.OpenStandardOutput());
            return write(output);
        }

        if (!mayOverwrite && Path.Exists(file))
            throw new CommandException(ExitCode.CannotCreate, $"{file} exists; name it or another file with --out FILE, or delete it first");
        try
        {
            using var output = File.Create(file);
            return write(output);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(ExitCode.CannotCreate, $"can't write {file}: {e.Message}");
        }
    }
}
