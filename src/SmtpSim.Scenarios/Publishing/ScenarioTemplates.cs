namespace SmtpSim.Scenarios;

/// <summary>What <c>smtpsim new</c> writes.</summary>
public static class ScenarioTemplates
{
    /// <summary>A scenario to begin with.</summary>
    /// <param name="name">Its name: letters, digits, '.', '_' and '-'.</param>
    /// <exception cref="ArgumentException">The name cannot be a scenario's.</exception>
    public static string New(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (ComplaintOf(name) is { } complaint)
            throw new ArgumentException(complaint, nameof(name));
        return Text.Replace("NAME", name, StringComparison.Ordinal);
    }

    /// <summary>Why a name cannot be a scenario's; null when it can.</summary>
    public static string? ComplaintOf(string name) =>
        Names.Scenario.Parse(name, out _) is { } complaint ? $"'{Words.Shortened(name)}' {complaint.Message}; {complaint.Remedy}" : null;

    private const string Text =
        """
        # yaml-language-server: $schema=../schema/scenario-v1.schema.json
        #
        # Question: what do you want to know?
        # Expect:   what do you think will happen?
        schema: 1
        name: NAME
        seed: 1
        duration: 1h                       # traffic stops here
        drain: 1d                          # then queues may empty

        network:
          latency: { floor: 10ms, jitter: { exponential: 5ms } }

        servers:
          mx:
            count: 2
            faults:
              - { at: rcpt, reply: 450 4.2.0 Mailbox busy, chance: 10% }

        clients:
          sender: { count: 100, retry: postfix }

        traffic:
          - { from: sender, to: mx, arrivals: { poisson: 6/h per client } }

        """;
}
