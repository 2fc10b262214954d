namespace SmtpSim.Model;

/// <summary>What a trace says of lookups.</summary>
internal static class LookupWords
{
    /// <summary>What a lookup came to, and what the sender is told where the message bounces.</summary>
    public static (string Text, string? Reply) Of(in Lookup lookup, string domain) => lookup.Result switch
    {
        LookupResult.Found => (Addresses(lookup), null),
        LookupResult.NoDomain => ("NXDOMAIN", $"550 5.1.2 {domain}: domain not found"),
        LookupResult.NullMx => ("MX 0 .", $"556 5.1.10 {domain} does not accept mail (null MX)"),
        LookupResult.NoHost => ("no address", $"550 5.4.4 {domain}: no mail host has an address"),
        _ => ($"{Word(lookup.Answer)} for {lookup.Query.ToString().ToUpperInvariant()}", null),
    };

    /// <summary>Why the attempt ends.</summary>
    public static string ReasonOf(in Lookup lookup) => lookup.Result switch
    {
        LookupResult.NoDomain => "there is no such domain",
        LookupResult.NullMx => "the domain takes no mail (RFC 7505)",
        LookupResult.NoHost when lookup.IsImplicit => "the domain has no MX record and no address",
        LookupResult.NoHost => "none of its mail hosts has an address, and there is no fallback (RFC 5321 section 5.1)",
        _ => "an answer may come another time",
    };

    /// <summary>Path of what decided in the scenario.</summary>
    public static string RuleOf(in Lookup lookup, World world, int domain)
    {
        var group = world.Scenario.Domains[world.Domains!.GroupOf(domain)];
        return $"domains.{group.Name}.{(lookup.Result == LookupResult.NullMx ? "mx" : "dns")}";
    }

    private static string Addresses(in Lookup lookup)
    {
        var count = System.Numerics.BitOperations.PopCount(lookup.Usable);
        return $"{count} {(count == 1 ? "address" : "addresses")}{(lookup.IsImplicit ? ", no MX record" : "")}";
    }

    private static string Word(DnsAnswer answer) => answer == DnsAnswer.ServFail ? "SERVFAIL" : "no answer";
}
