using System.Text.Json.Nodes;
using SmtpSim.Model;

namespace SmtpSim.Scenarios;

/// <summary>A retry rule of Exim as a text; what is wrong is told with the column where it stands.</summary>
internal sealed class EximRuleShape : Shape<string>
{
    public override string Expected => $"a rule such as \"{RetrySpec.Exim.DefaultRule}\"";

    public override bool TryRead(Node node, string path, ReadContext context, string start, out string value)
    {
        value = start;
        if (node is not ScalarNode { IsNull: false } scalar)
        {
            context.Error(node, $"{path} {node.Found}", $"expected {Expected}");
            return false;
        }
        if (EximRule.TryParse(scalar.Text, out _) is { } error)
        {
            context.Error(scalar.PlaceOf(error.At), $"'{Words.Shortened(scalar.Text)}'{PathText.In(path)} {error.Message}", error.Remedy);
            return false;
        }
        value = scalar.Text;
        return true;
    }

    public override Node Write(string value) => new ScalarNode(default, value, quoted: true);

    public override JsonObject Describe(SchemaParts parts, string start) => new()
    {
        ["type"] = "string",
        ["pattern"] = "^ *[FGH] *,",
    };
}
