using SmtpSim.Model;
using SmtpSim.Protocol;

namespace SmtpSim.Results;

/// <summary>What narrows a metric down: <c>{client=postfix}</c>.</summary>
/// <param name="Name">As it is written.</param>
/// <param name="Description">What it selects.</param>
/// <param name="ValuesIn">The values there are in a scenario; null when they are no list, as of reply codes.</param>
public sealed record MetricLabel(string Name, string Description, Func<Scenario, IReadOnlyList<string>>? ValuesIn)
{
    public const string ClientName = "client";
    public const string ServerName = "server";
    public const string CodeName = "code";
    public const string EndName = "end";
    public const string PhaseName = "phase";

    public static IReadOnlyList<MetricLabel> All { get; } =
    [
        new(ClientName, "A group of clients, or the sending half of a relay; all of them when left out.",
            scenario => [.. scenario.Clients.Select(group => group.Name).Union(scenario.Servers.Where(group => group.Relay is not null).Select(group => group.Name))]),
        new(ServerName, "A group of servers; all of them when left out.", scenario => [.. scenario.Servers.Select(group => group.Name)]),
        new(CodeName, "A reply code such as 451, or a class of them: 2yz, 3yz, 4yz, 5yz.", null),
        new(EndName, "How a session ended: " + string.Join(", ", Words<SessionEnd>()) + ".", _ => Words<SessionEnd>()),
        new(PhaseName, "The phase a session ended in, or in which the client received a reply: " + string.Join(", ", Phases) + ".", _ => Phases),
    ];

    /// <summary>The phases of a session, in their order (RFC 5321 sections 3.1, 3.3, 3.8).</summary>
    public static IReadOnlyList<string> Phases =>
        [Word(nameof(Phase.ConnectionEstablishment)), Word(nameof(Phase.MailTransfer)), Word(nameof(Phase.ConnectionTermination))];

    public static MetricLabel Of(string name) => All.Single(label => label.Name == name);

    /// <summary>A code or a class of codes as the numbers it stands for: first and last; null when it is neither.</summary>
    public static (int First, int Last)? Codes(string text)
    {
        if (text.Length != 3 || text[0] is < '2' or > '5')
            return null;
        if (text.EndsWith("yz", StringComparison.OrdinalIgnoreCase))
            return ((text[0] - '0') * 100, (text[0] - '0') * 100 + 99);
        return char.IsAsciiDigit(text[1]) && char.IsAsciiDigit(text[2])
            ? (int.Parse(text, System.Globalization.CultureInfo.InvariantCulture), int.Parse(text, System.Globalization.CultureInfo.InvariantCulture))
            : null;
    }

    internal static string Word(string name) => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(name);

    private static string[] Words<TEnum>()
        where TEnum : struct, Enum => [.. Enum.GetNames<TEnum>().Select(Word)];
}
