namespace SmtpSim.Cli;

/// <summary>A command's text goes to standard output, or to the file that was named.</summary>
internal static class OutputFile
{
    public static int Write(Terminal terminal, FileInfo? file, string text, bool mayOverwrite)
    {
        if (file is null)
        {
            terminal.Output.Writer.Write(text);
            return ExitCode.Ok;
        }

        if (!mayOverwrite && Path.Exists(file.FullName))
            throw new CommandException(ExitCode.CannotCreate, $"{file} exists; name another file with --out FILE, or delete it first");
        try
        {
            File.WriteAllText(file.FullName, text);
            return ExitCode.Ok;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(ExitCode.CannotCreate, $"can't write {file}: {e.Message}");
        }
    }
}
