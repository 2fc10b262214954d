using SmtpSim.Kernel;

namespace SmtpSim.Model;

/// <summary>The links between each client group and each server group: the last override that fits, or the default, with the loss periods that fit.</summary>
public sealed class LinkTable
{
    /// <summary>Links that differ in a scenario: sessions know theirs by a byte.</summary>
    public const int MostLinks = 256;

    private LinkTable(Link[] forward, Link[] back, byte[] of) => (Forward, Back, Of) = (forward, back, of);

    /// <summary>From client to server.</summary>
    public Link[] Forward { get; }

    /// <summary>From server to client, at the same index.</summary>
    public Link[] Back { get; }

    /// <summary>Index of a link by client group · number of server groups + server group.</summary>
    public byte[] Of { get; }

    /// <summary>How many links of a scenario differ.</summary>
    public static int Count(Scenario scenario)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        return Collect(scenario, out _).Count;
    }

    internal static LinkTable Build(Scenario scenario)
    {
        var paths = Collect(scenario, out var of);
        if (paths.Count > MostLinks)
            throw new ArgumentException($"The scenario has {paths.Count} different links; at most {MostLinks} are possible.", nameof(scenario));
        return new LinkTable([.. paths.Select(path => path.Forward(scenario))], [.. paths.Select(path => path.Return(scenario))], [.. of.Select(index => (byte)index)]);
    }

    private static List<Path> Collect(Scenario scenario, out int[] of)
    {
        var indexes = new Dictionary<Path, int>();
        of = new int[scenario.Clients.Count * scenario.Servers.Count];
        for (var client = 0; client < scenario.Clients.Count; client++)
        {
            for (var server = 0; server < scenario.Servers.Count; server++)
            {
                var path = Between(scenario.Network, scenario.Clients[client].Name, scenario.Servers[server].Name);
                indexes.TryAdd(path, indexes.Count);
                of[client * scenario.Servers.Count + server] = indexes[path];
            }
        }
        return [.. indexes.OrderBy(pair => pair.Value).Select(pair => pair.Key)];
    }

    private static Path Between(NetworkSpec network, string client, string server)
    {
        var found = network.Links.LastOrDefault(link => Fits(link.From, client) && Fits(link.To, server));
        return new Path(found?.Link ?? network.Default, found is null ? network.Back : found.Back,
            Fitting(network.Partitions, client, server), Fitting(network.LossPeriods, client, server));
    }

    /// <summary>The numbers of the periods that fit, as a text: two paths are one if these are the same too.</summary>
    private static string Fitting(IReadOnlyList<LossPeriodSpec> periods, string client, string server)
        => string.Join(' ', Enumerable.Range(0, periods.Count).Where(i => Fits(periods[i].From, client) && Fits(periods[i].To, server)));

    private static bool Fits(string? wanted, string name) => wanted is null || string.Equals(wanted, name, StringComparison.Ordinal);

    private sealed record Path(LinkSpec Spec, ReturnLinkSpec? Back, string Partitions, string LossPeriods)
    {
        public Link Forward(Scenario scenario)
            => new(Spec.Floor.Ticks, Sampler.Compile(Spec.Jitter), Spec.Loss, Spec.BytesPerSecond, PeriodsOf(scenario.Network, LinkDirection.Forward));

        public Link Return(Scenario scenario) => Back is null
            ? new(Spec.Floor.Ticks, Sampler.Compile(Spec.Jitter), Spec.Loss, Spec.BytesPerSecond, PeriodsOf(scenario.Network, LinkDirection.Back))
            : new(Back.Floor.Ticks, Sampler.Compile(Back.Jitter), Back.Loss, 0, PeriodsOf(scenario.Network, LinkDirection.Back));

        private LossPeriod[] PeriodsOf(NetworkSpec network, LinkDirection direction)
            => [.. Numbered(network.Partitions, Partitions).Concat(Numbered(network.LossPeriods, LossPeriods)).Where(period => period.Direction == LinkDirection.Both || period.Direction == direction)
                .Select(period => new LossPeriod(period.Start.Ticks, period.Length.Ticks, period.Every?.Ticks ?? 0, period.Loss))];

        private static IEnumerable<LossPeriodSpec> Numbered(IReadOnlyList<LossPeriodSpec> periods, string numbers)
            => numbers.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(number => periods[int.Parse(number, System.Globalization.CultureInfo.InvariantCulture)]);
    }
}
