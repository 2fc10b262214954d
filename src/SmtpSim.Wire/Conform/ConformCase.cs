namespace SmtpSim.Wire;

/// <summary>How binding a requirement is (RFC 2119).</summary>
public enum ConformLevel : byte
{
    Must,
    Should,
    May,
}

/// <summary>One requirement on a server, and the steps that find out whether it is met.</summary>
public sealed record ConformCase
{
    /// <summary>RFC, section and name: <c>5321-4.1.4-mail-before-ehlo</c>.</summary>
    public required string Id { get; init; }

    /// <summary>What is looked at, in half a line.</summary>
    public required string Title { get; init; }

    public required ConformLevel Level { get; init; }

    /// <summary>The gist of what the RFC says.</summary>
    public required string Rule { get; init; }

    /// <summary>Subject, as the report groups the cases.</summary>
    public string Group { get; init; } = "";

    /// <summary>The service extension that the server has to offer for it, by its EHLO keyword; null for none.</summary>
    public string? Needs { get; init; }

    /// <summary>Whether it is about SMTP, LMTP (RFC 2033) or both.</summary>
    public ConformProtocols Protocols { get; init; } = ConformProtocols.Both;

    /// <summary><c>RFC 5321 4.1.4</c></summary>
    public string Section => Id.Split('-') is [var rfc, var section, ..] ? $"RFC {rfc} {section}" : Id;

    internal Func<Probe, Task> Steps { get; init; } = _ => Task.CompletedTask;
}

/// <summary>The protocols that a case is about.</summary>
[Flags]
public enum ConformProtocols : byte
{
    None = 0,
    Smtp = 1,
    Lmtp = 2,
    Both = Smtp | Lmtp,
}

/// <summary>Words that cases are written with.</summary>
internal static class Case
{
    public static ConformCase Must(string id, string title, string rule, Func<Probe, Task> steps) => Of(ConformLevel.Must, id, title, rule, steps);

    public static ConformCase Should(string id, string title, string rule, Func<Probe, Task> steps) => Of(ConformLevel.Should, id, title, rule, steps);

    public static ConformCase May(string id, string title, string rule, Func<Probe, Task> steps) => Of(ConformLevel.May, id, title, rule, steps);

    /// <summary>The case is about SMTP and has no meaning in LMTP.</summary>
    public static ConformCase SmtpOnly(this ConformCase one) => one with { Protocols = ConformProtocols.Smtp };

    public static ConformCase LmtpOnly(this ConformCase one) => one with { Protocols = ConformProtocols.Lmtp };

    public static ConformCase Needing(this ConformCase one, string keyword) => one with { Needs = keyword };

    private static ConformCase Of(ConformLevel level, string id, string title, string rule, Func<Probe, Task> steps)
        => new() { Id = id, Title = title, Level = level, Rule = rule, Steps = steps };
}
