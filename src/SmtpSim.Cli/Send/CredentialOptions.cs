using System.CommandLine;
using System.Security.Cryptography;
using System.Text;
using SmtpSim.Protocol;

namespace SmtpSim.Cli;

/// <summary>The options that say who the client is. The password is never shown.</summary>
/// <param name="mechanisms">False where the mechanism is not asked for but a scenario's affair.</param>
internal sealed class CredentialOptions(bool mechanisms = true)
{
    /// <summary>A command line is seen by everybody on the machine, the environment is not.</summary>
    private const string PasswordVariable = "SMTPSIM_PASSWORD";

    private readonly Option<string?> _user = new("--user") { HelpName = "NAME", Description = mechanisms ? "Authenticate as this user before the first message." : "Who the clients are that authenticate." };
    private readonly Option<string?> _password = new("--password") { HelpName = "TEXT", Description = $"The password; better in a file or in {PasswordVariable}, which nobody else sees." };
    private readonly Option<FileInfo?> _passwordFile = new("--password-file") { HelpName = "FILE", Description = "Read the password from the first line of a file." };
    private readonly Option<string?> _mechanism = MechanismOption();

    public void AddTo(System.CommandLine.Command command)
    {
        if (mechanisms)
            command.Options.Add(_mechanism);
        foreach (var option in new Option[] { _user, _password, _passwordFile })
            command.Options.Add(option);
        command.Validators.Add(result =>
        {
            if (result.GetResult(_password) is not null && result.GetResult(_passwordFile) is not null)
                result.AddError("--password and --password-file exclude each other");
            if (result.GetValue(_user) is null && new Option[] { _mechanism, _password, _passwordFile }.FirstOrDefault(option => result.GetResult(option) is not null) is { } other)
                result.AddError($"{other.Name} needs --user");
        });
    }

    public AuthMechanisms Mechanisms(ParseResult parsed) => parsed.GetValue(_mechanism) switch
    {
        "plain" => AuthMechanisms.Plain,
        "login" => AuthMechanisms.Login,
        "scram-sha-256" => AuthMechanisms.ScramSha256,
        _ => AuthMechanisms.All,
    };

    /// <exception cref="CommandException">There is no password, or its file can't be read.</exception>
    public Credentials? Read(ParseResult parsed)
    {
        if (parsed.GetValue(_user) is not { } user)
            return null;
        var password = parsed.GetValue(_password) ?? (parsed.GetValue(_passwordFile) is { } file ? ReadFile(file) : Environment.GetEnvironmentVariable(PasswordVariable))
            ?? throw new CommandException(ExitCode.Usage, "--user needs a password", $"Give --password-file FILE, or set {PasswordVariable}.");
        return new Credentials(user, password, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)));
    }

    private static Option<string?> MechanismOption()
    {
        var option = new Option<string?>("--auth")
        {
            HelpName = "MECHANISM",
            Description = "plain, login or scram-sha-256 [default: the strongest that is offered; on the way to another machine passwords go inside TLS alone]",
        };
        option.AcceptOnlyFromAmong("plain", "login", "scram-sha-256");
        return option;
    }

    private static string ReadFile(FileInfo file)
    {
        try
        {
            return File.ReadLines(file.FullName, Encoding.UTF8).FirstOrDefault() ?? "";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(ExitCode.NoInput, $"can't read {file}: {e.Message}");
        }
    }
}
