using System.Text.Json.Nodes;

namespace SmtpSim.Scenarios;

internal delegate Complaint? ParseScalar<T>(string text, out T value);

/// <summary>A single value: a quantity, a number, a word, a text.</summary>
/// <param name="expected">For a sentence that ends "expected …".</param>
/// <param name="parse">Reads the text.</param>
/// <param name="format">Writes it, so that it reads back as the same value.</param>
/// <param name="schema">The JSON Schema.</param>
internal sealed class ScalarShape<T>(string expected, ParseScalar<T> parse, Func<T, string> format, Func<JsonObject> schema) : Shape<T>
{
    public override string Expected => expected;

    /// <summary>Name of the schema's part, for shapes that stand in many places.</summary>
    public string? Part { get; init; }

    /// <summary>A text: where it looks like a number it is written in quotes.</summary>
    public bool IsText { get; init; }

    public ParseScalar<T> Parse => parse;

    public Func<T, string> Format => format;

    public override bool TryRead(Node node, string path, ReadContext context, T start, out T value)
    {
        value = start;
        if (node is not ScalarNode { IsNull: false } scalar)
        {
            context.Error(node, $"{path} {node.Found}", $"expected {expected}");
            return false;
        }
        if (parse(scalar.Text.Trim(' '), out var read) is { } complaint)
        {
            context.Error(node, $"'{Words.Shortened(scalar.Text)}'{PathText.In(path)} {complaint.Message}", complaint.Remedy);
            return false;
        }
        value = read;
        return true;
    }

    public override Node Write(T value) => new ScalarNode(default, format(value), IsText);

    public override JsonObject Describe(SchemaParts parts, T start) => Part is null ? schema() : parts.Reference(Part, schema);

    /// <summary>The same, with a further condition on the value.</summary>
    public ScalarShape<T> Where(Func<T, Complaint?> condition) =>
        new(expected, And(parse, condition), format, schema) { Part = Part, IsText = IsText };

    private static ParseScalar<T> And(ParseScalar<T> parse, Func<T, Complaint?> condition) =>
        (string text, out T value) => parse(text, out value) ?? condition(value);
}
