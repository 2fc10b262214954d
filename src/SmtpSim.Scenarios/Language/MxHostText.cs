using System.Globalization;
using System.Text.Json.Nodes;
using SmtpSim.Model;

namespace SmtpSim.Scenarios;

/// <summary>The text form of the hosts that an MX record names: <c>mx</c>, <c>mx[2]</c>, <c>mx[i]</c>, and <c>.</c> for the null MX record.</summary>
internal static class MxHostText
{
    private const string InTurn = "i";
    private const string None = ".";

    public static ScalarShape<MxSpec> Shape { get; } = new("a server group such as mx, one of its servers such as mx[2], or mx[i]", Parse, Format, () => new JsonObject
    {
        ["type"] = "string",
        ["pattern"] = "^([a-z](-?[a-z0-9]+)*(\\[(i|[1-9][0-9]*)\\])?|\\.)$",
    }) { IsText = true };

    private static Complaint? Parse(string text, out MxSpec value)
    {
        value = new MxSpec { Servers = "", Hosts = MxHosts.Null };
        if (text == None) return null;
        var bracket = text.IndexOf('[', StringComparison.Ordinal);
        var name = bracket < 0 ? text : text[..bracket];
        if (Names.Group.Parse(name, out _) is { } complaint) return complaint;
        value = new MxSpec { Servers = name };
        if (bracket < 0) return null;
        var inner = text[(bracket + 1)..].TrimEnd(']');
        if (text[^1] == ']' && inner == InTurn)
        {
            value = value with { Hosts = MxHosts.InTurn };
            return null;
        }
        if (text[^1] != ']' || !int.TryParse(inner, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number == 0 || text.Length != name.Length + inner.Length + 2)
            return new Complaint("is no way to name hosts", $"write '{name}', '{name}[1]' for its first server, or '{name}[i]' for one to each domain in turn");
        value = value with { Hosts = MxHosts.One, Number = number };
        return null;
    }

    private static string Format(MxSpec record) => record.Hosts switch
    {
        MxHosts.All => record.Servers,
        MxHosts.Null => None,
        MxHosts.One => $"{record.Servers}[{record.Number.ToString(CultureInfo.InvariantCulture)}]",
        _ => $"{record.Servers}[{InTurn}]",
    };
}
