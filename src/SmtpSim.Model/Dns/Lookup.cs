namespace SmtpSim.Model;

/// <summary>What looking up a domain comes to, for one delivery attempt.</summary>
internal enum LookupResult : byte
{
    /// <summary>There are addresses to try.</summary>
    Found,

    /// <summary>An answer is missing that may come another time: the message is deferred.</summary>
    Failed,

    /// <summary>The domain does not exist: 5.1.2 (RFC 3463 section 3.2).</summary>
    NoDomain,

    /// <summary>The domain takes no mail: 556 5.1.10 (RFC 7505 section 4).</summary>
    NullMx,

    /// <summary>No host of the domain has an address: 5.4.4. A domain with MX records has no other hosts (RFC 5321 section 5.1).</summary>
    NoHost,
}

/// <summary>A lookup, known in full when it begins.</summary>
/// <param name="Result">What it comes to.</param>
/// <param name="Answer">The answer that decided.</param>
/// <param name="Query">What that was the answer to.</param>
/// <param name="Ready">Tick of the last answer.</param>
/// <param name="Usable">A bit for each address there is, in the order of <see cref="MxSet.AddressesOf"/>.</param>
/// <param name="IsImplicit">The domain has no MX record: it is its own mail host (RFC 5321 section 5.1).</param>
internal readonly record struct Lookup(LookupResult Result, DnsAnswer Answer, DnsQuery Query, long Ready, ulong Usable, bool IsImplicit)
{
    /// <summary>What a domain is that needs no lookup.</summary>
    public static Lookup NotNeeded { get; } = new(LookupResult.Found, DnsAnswer.Records, DnsQuery.Mx, 0, ulong.MaxValue, IsImplicit: false);

    public bool IsPermanent => Result is LookupResult.NoDomain or LookupResult.NullMx or LookupResult.NoHost;
}
