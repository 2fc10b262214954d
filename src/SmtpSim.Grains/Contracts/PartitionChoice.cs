using System.Globalization;

namespace SmtpSim.Grains;

/// <summary>How many partitions a run has: a number, one for each host, or what suits its density. The result is the same.</summary>
[GenerateSerializer, Immutable, Alias("SmtpSim.PartitionChoice")]
public readonly record struct PartitionChoice
{
    /// <summary>More partitions than this only cost.</summary>
    public const int Most = 65_536;

    private const int HostValue = -1;

    private PartitionChoice(int value) => Value = value;

    public static PartitionChoice Auto => default;

    public static PartitionChoice Host => new(HostValue);

    public bool IsAuto => Value == 0;

    public bool IsHost => Value == HostValue;

    /// <summary>The number, or 0 for auto and -1 for host.</summary>
    [Id(0)]
    public int Value { get; init; }

    /// <exception cref="ArgumentOutOfRangeException">Not in 1 to <see cref="Most"/>.</exception>
    public static PartitionChoice Of(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Most);
        return new PartitionChoice(count);
    }

    /// <summary>Reads <c>auto</c>, <c>host</c> or a number from 1 to <see cref="Most"/>.</summary>
    public static bool TryParse(string? text, out PartitionChoice choice)
    {
        choice = default;
        if (string.Equals(text, "auto", StringComparison.Ordinal))
            return true;
        if (string.Equals(text, "host", StringComparison.Ordinal))
        {
            choice = Host;
            return true;
        }
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count is < 1 or > Most)
            return false;
        choice = new PartitionChoice(count);
        return true;
    }

    public override string ToString() => IsAuto ? "auto" : IsHost ? "host" : Value.ToString(CultureInfo.InvariantCulture);
}
