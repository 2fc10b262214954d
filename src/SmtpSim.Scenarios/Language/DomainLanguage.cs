using SmtpSim.Model;

namespace SmtpSim.Scenarios;

/// <summary>The keys under <c>domains</c>, and how a client chooses among a domain's hosts.</summary>
internal static class DomainLanguage
{
    private static readonly RecordShape<MxSpec> Record = new("{ preference, hosts }", BlankRecord,
    [
        new Key<MxSpec, int>("preference", Count.From(0, 65_535), m => m.Preference, (m, v) => m with { Preference = v },
            "The lower is tried first; equals in random order (RFC 5321 section 5.1)."),
        new Key<MxSpec, MxSpec>("hosts", MxHostText.Shape, m => m, (m, v) => v with { Preference = m.Preference },
            "A server group, each of its servers a host; mx[2] for its second server alone; mx[i] for one server of the group to each domain in turn; '.' for the null MX record of a domain that takes no mail (RFC 7505).")
        { RequiredAs = "hosts: mx" },
    ])
    { ShortFor = "hosts" };

    private static readonly RecordShape<DomainGroup> Group = new("a group of domains such as { mx: [ { preference: 10, hosts: mx } ] }", () => Blank("domains"),
    [
        new Key<DomainGroup, int>("count", Count.From(1, ClientLanguage.MostHosts), d => d.Count, (d, v) => d with { Count = v }, "How many domains."),
        new Key<DomainGroup, IReadOnlyList<MxSpec>>(
            "mx", new ListShape<MxSpec>("a list such as [ { preference: 10, hosts: mx } ]", Record, BlankRecord) { SingleAllowed = true },
            d => d.Mx, (d, v) => d with { Mx = v }, "The MX records of each domain; none for a domain that is its own mail host."),
        new Key<DomainGroup, MxSpec?>("address", new OptionalShape<MxSpec>("none", MxHostText.Shape, BlankRecord), d => d.Address, (d, v) => d with { Address = v },
            "Whose address the domain's own name has: its mail host when it has no MX record, and only then (RFC 5321 section 5.1)."),
        new Key<DomainGroup, DnsSpec?>("dns", new OptionalShape<DnsSpec>("none", DnsLanguage.Dns, () => new DnsSpec()), d => d.Dns, (d, v) => d with { Dns = v },
            "How clients look the domain up; none where they know its hosts all the time."),
    ]);

    public static Shape<IReadOnlyList<DomainGroup>> Domains { get; } =
        new GroupsShape<DomainGroup>("groups of mail domains, by name", Group, Blank, group => group.Name) { MayBeEmpty = true };

    public static RecordShape<HostChoice> HostChoice { get; } = new("{ addresses, sessions, next-after }", () => new HostChoice(),
    [
        new Key<HostChoice, int>("addresses", Count.Limit(MxSet.MostAddresses), h => h.Addresses, (h, v) => h with { Addresses = v },
            "Addresses tried in one attempt at most; Postfix's smtp_mx_address_limit."),
        new Key<HostChoice, int>("sessions", Count.Limit(MxSet.MostAddresses), h => h.Sessions, (h, v) => h with { Sessions = v },
            "Sessions with a mail transaction in one attempt at most; Postfix's smtp_mx_session_limit."),
        new Key<HostChoice, NextHostAfter>(
            "next-after",
            Choices.Of("a failure", ("connect", NextHostAfter.Connect), ("session", NextHostAfter.Session), ("transient", NextHostAfter.Transient)),
            h => h.NextAfter, (h, v) => h with { NextAfter = v },
            "The attempt goes on at the next host when the connection failed (connect), when no transaction was begun (session), or when any recipient is left (transient)."),
    ]);

    public static DomainGroup Blank(string name) => new() { Name = name };

    private static MxSpec BlankRecord() => new() { Servers = "" };
}
