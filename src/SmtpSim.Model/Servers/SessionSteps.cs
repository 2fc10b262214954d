using SmtpSim.Protocol;

namespace SmtpSim.Model;

/// <summary>The step of a session that a command is part of, apart from MAIL and RCPT, which have handlers of their own.</summary>
internal static class SessionSteps
{
    private static readonly byte[] StepOf = [.. Enum.GetValues<Verb>().Order().Select(verb => (byte)Step(verb))];

    public static SessionStep Of(Verb verb) => (SessionStep)StepOf[(int)verb];

    private static SessionStep Step(Verb verb) => verb switch
    {
        Verb.Ehlo or Verb.Helo => SessionStep.Hello,
        Verb.Data => SessionStep.Data,
        Verb.Rset => SessionStep.Rset,
        Verb.StartTls => SessionStep.StartTls,
        Verb.Auth => SessionStep.Auth,
        _ => SessionStep.Quit,
    };
}
