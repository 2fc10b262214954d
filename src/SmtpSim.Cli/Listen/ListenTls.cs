using System.CommandLine;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SmtpSim.Protocol;
using SmtpSim.Wire;
using Command = System.CommandLine.Command;

namespace SmtpSim.Cli;

/// <summary>The certificate of STARTTLS and the users of AUTH, as the command line names them.</summary>
internal sealed class ListenTls
{
    private readonly Option<string?> _certificate = new("--cert") { HelpName = "FILE", Description = "Certificate for STARTTLS, PEM [default: one made on the fly]" };
    private readonly Option<string?> _key = new("--key") { HelpName = "FILE", Description = "Its key, PEM; may stand in the same file." };

    private readonly Option<string[]> _users = new("--user")
    {
        HelpName = "NAME:PASSWORD",
        Description = "A user that AUTH takes; without any it takes whoever comes. May be repeated.",
        DefaultValueFactory = _ => [],
    };

    public void AddTo(Command command)
    {
        _users.Validators.Add(result =>
        {
            foreach (var token in result.Tokens)
                if (token.Value.IndexOf(':', StringComparison.Ordinal) < 1)
                    result.AddError($"--user takes NAME:PASSWORD, not '{token.Value}'");
        });
        command.Options.Add(_certificate);
        command.Options.Add(_key);
        command.Options.Add(_users);
        command.Validators.Add(result =>
        {
            if (result.GetResult(_key) is not null && result.GetResult(_certificate) is null)
                result.AddError("--key needs --cert");
        });
    }

    public ListenOptions Apply(ParseResult parsed, ListenOptions options)
    {
        var users = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var user in parsed.GetValue(_users)!)
        {
            var colon = user.IndexOf(':', StringComparison.Ordinal);
            users[user[..colon]] = user[(colon + 1)..];
        }
        return options with { Users = users, Certificate = Certificate(parsed.GetValue(_certificate), parsed.GetValue(_key), options) };
    }

    /// <summary>Says so where an option changes nothing, since the scenario's server does not offer what it is for.</summary>
    public void SayWhatIsIdle(ParseResult parsed, Model.ServerProfile server, Terminal terminal)
    {
        Say("--cert", parsed.GetValue(_certificate) is not null, ServiceExtensions.StartTls, "STARTTLS", "starttls");
        Say("--user", parsed.GetValue(_users)!.Length > 0, ServiceExtensions.Auth, "AUTH", "auth");

        void Say(string option, bool isGiven, ServiceExtensions extension, string keyword, string name)
        {
            if (isGiven && !server.Offer.Has(extension, insideTls: false) && !server.Offer.Has(extension, insideTls: true))
                terminal.Error.Line($"{App.Name}: {option} changes nothing here: the server does not offer {keyword}; servers.{server.Group.Name}.extensions has no '{name}'");
        }
    }

    private static X509Certificate2? Certificate(string? file, string? key, ListenOptions options)
    {
        if (file is null)
        {
            var offers = options.World.Servers[options.World.ServerGroupOf(options.Host)].Offer.Has(ServiceExtensions.StartTls, insideTls: false);
            return offers ? SelfSignedCertificate.Create(options.World.NameOf(options.Host)) : null;
        }
        try
        {
            return X509Certificate2.CreateFromPemFile(file, key);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(ExitCode.NoInput, $"can't read the certificate: {e.Message}");
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            throw HoldsCertificate(file)
                ? new CommandException(ExitCode.NoInput, $"{key ?? file} holds no key for the certificate in {file}", key is null ? "Name the file with the key: --key FILE." : "Name the key that the certificate was made with.")
                : new CommandException(ExitCode.NoInput, $"{file} holds no certificate", "It has to be PEM, from -----BEGIN CERTIFICATE----- on.");
        }
    }

    private static bool HoldsCertificate(string file)
    {
        try
        {
            X509Certificate2.CreateFromPem(File.ReadAllText(file)).Dispose();
            return true;
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
