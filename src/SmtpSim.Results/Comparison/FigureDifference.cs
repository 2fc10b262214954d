using System.Text.Json;

namespace SmtpSim.Results;

/// <summary>A figure of two summaries that is not the same.</summary>
/// <param name="Name">Its path: <c>clients.postfix.delivery_delay_s.p95</c>.</param>
/// <param name="A">Null where it has no value.</param>
/// <param name="B">Null where it has no value.</param>
public sealed record FigureDifference(string Name, double? A, double? B)
{
    /// <summary>By how much of A's magnitude B differs; null without both, infinite from 0.</summary>
    public double? Relative => A is { } a && B is { } b ? (b - a) / Math.Abs(a) : null;

    /// <summary>The figures of two <c>summary.json</c> that differ, in their order; those of both and of one alone.</summary>
    public static IReadOnlyList<FigureDifference> Between(JsonElement a, JsonElement b)
    {
        var (first, second) = (new OrderedDictionary<string, double?>(StringComparer.Ordinal), new OrderedDictionary<string, double?>(StringComparer.Ordinal));
        Flatten(a, "", first);
        Flatten(b, "", second);
        foreach (var name in second.Keys)
            first.TryAdd(name, null);
        return [.. first.Keys.Select(name => new FigureDifference(name, first[name], second.GetValueOrDefault(name))).Where(figure => figure.A != figure.B)];
    }

    private static void Flatten(JsonElement element, string path, OrderedDictionary<string, double?> into)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Number:
                into[path] = element.GetDouble();
                break;
            case JsonValueKind.Null:
                into[path] = null;
                break;
            case JsonValueKind.Object:
                foreach (var member in element.EnumerateObject())
                    Flatten(member.Value, path.Length == 0 ? member.Name : $"{path}.{member.Name}", into);
                break;
            case JsonValueKind.Array:
                var number = 0;
                foreach (var item in element.EnumerateArray())
                {
                    var name = item.ValueKind == JsonValueKind.Object && item.TryGetProperty("name", out var named) ? named.GetString() : $"{number}";
                    Flatten(item, $"{path}.{name}", into);
                    number++;
                }

                break;
        }
    }
}
