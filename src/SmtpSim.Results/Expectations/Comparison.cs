namespace SmtpSim.Results;

/// <summary>How an expectation compares its two sides.</summary>
public enum Comparison
{
    Less,
    LessOrEqual,
    Equal,
    NotEqual,
    GreaterOrEqual,
    Greater,
}

public static class Comparisons
{
    /// <summary>As they are written, in the order of the enumeration.</summary>
    public static IReadOnlyList<string> Texts { get; } = ["<", "<=", "=", "!=", ">=", ">"];

    public static string Text(this Comparison comparison) => Texts[(int)comparison];

    /// <summary>Equal is equal within a billionth: a value of the scenario has gone through a decimal number, one of a run through a division.</summary>
    public static bool Holds(this Comparison comparison, double left, double right)
    {
        var equal = left == right || Math.Abs(left - right) <= 1e-9 * Math.Max(Math.Abs(left), Math.Abs(right));
        return comparison switch
        {
            Comparison.Less => left < right && !equal,
            Comparison.LessOrEqual => left < right || equal,
            Comparison.Equal => equal,
            Comparison.NotEqual => !equal,
            Comparison.GreaterOrEqual => left > right || equal,
            _ => left > right && !equal,
        };
    }
}
