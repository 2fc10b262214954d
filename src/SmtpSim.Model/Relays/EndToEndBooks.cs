namespace SmtpSim.Model;

/// <summary>The end-to-end figures of a partition. Both of its sides write to them: what happens to a copy is booked where it happens.</summary>
internal sealed class EndToEndBooks(World world)
{
    /// <summary>By the group of the client that submitted the message.</summary>
    public EndToEndMetrics[] Origins { get; } = [.. world.Clients.Select(_ => new EndToEndMetrics())];

    /// <summary>By server group.</summary>
    public ReceptionMetrics[] Servers { get; } = [.. world.Servers.Select(_ => new ReceptionMetrics())];

    public EndToEndMetrics Of(in Provenance mail) => Origins[world.ClientGroupOf(mail.Origin)];
}
