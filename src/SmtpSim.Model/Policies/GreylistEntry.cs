namespace SmtpSim.Model;

/// <summary>What a greylist knows a try by, in 64 bits.</summary>
internal readonly record struct GreylistEntry(int Client, uint Address)
{
    /// <summary>Stands for a client that is known from the start.</summary>
    public static GreylistEntry Known { get; } = new(int.MinValue, uint.MaxValue);

    /// <summary>Of a simulated client's try.</summary>
    /// <param name="spec">The server's greylist, if it has one.</param>
    /// <param name="client">The client's host number.</param>
    /// <param name="address">Mailbox (20 bits) and sender (12 bits above).</param>
    public static GreylistEntry Of(GreylistSpec? spec, int client, uint address) => spec?.Key switch
    {
        GreylistKey.Client => new GreylistEntry(client, 0),
        GreylistKey.ClientSender => new GreylistEntry(client, address & ~RecipientPolicy.MailboxMask),
        GreylistKey.SenderRecipient => new GreylistEntry(-1, address),
        _ => new GreylistEntry(client, address),
    };

    /// <summary>Of a real client's try, by a key that all of it is mixed into.</summary>
    public static GreylistEntry Of(ulong key) => new((int)(key >> 32), (uint)key);
}
