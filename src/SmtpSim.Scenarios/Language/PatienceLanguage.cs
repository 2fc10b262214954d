using SmtpSim.Kernel;
using SmtpSim.Model;

namespace SmtpSim.Scenarios;

/// <summary>The keys of the time-outs that are drawn.</summary>
internal static class PatienceLanguage
{
    public static RecordShape<ClientPatience> Patience { get; } = new("{ connect, greeting, hello, mail, rcpt, data, body }", () => new ClientPatience(),
    [
        Wait("connect", p => p.Connect, (p, v) => p with { Connect = v }, "For the connection to stand."),
        Wait("greeting", p => p.Greeting, (p, v) => p with { Greeting = v }, "For the greeting 220."),
        Wait("hello", p => p.Hello, (p, v) => p with { Hello = v }, "For the reply to EHLO, HELO, STARTTLS or AUTH."),
        Wait("mail", p => p.Mail, (p, v) => p with { Mail = v }, "For the reply to MAIL."),
        Wait("rcpt", p => p.Rcpt, (p, v) => p with { Rcpt = v }, "For the reply to RCPT."),
        Wait("data", p => p.Data, (p, v) => p with { Data = v }, "For the reply 354 to DATA."),
        Wait("body", p => p.Body, (p, v) => p with { Body = v }, "From the final dot, or the last chunk, to its reply."),
    ]);

    private static Key<ClientPatience, Distribution> Wait(
        string name, Func<ClientPatience, Distribution?> get, Func<ClientPatience, Distribution, ClientPatience> set, string description) =>
        new(name, DistributionLanguage.OfDurations, p => get(p) ?? Distribution.Zero, set, description) { WrittenIf = p => get(p) is not null };
}
