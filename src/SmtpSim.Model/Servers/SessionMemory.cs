namespace SmtpSim.Model;

/// <summary>What policies remember of a session, beside it: only servers with such policies touch it.</summary>
internal struct SessionMemory
{
    /// <summary>As <see cref="PolicyMemory.Now"/> when the transaction's first recipient was accepted.</summary>
    public long Seen;

    /// <summary>Mailbox of the message's first recipient; the others have the mailboxes after it.</summary>
    public uint Mailbox;

    /// <summary>Negative replies so far.</summary>
    public int Errors;

    /// <summary>RCPT commands so far.</summary>
    public int Recipients;

    /// <summary>The greylist defers the transaction when DATA comes.</summary>
    public bool Deferred;

    /// <summary>It is one of the client's sessions that are limited.</summary>
    public bool Counted;

    /// <summary>It waits for the program to take it.</summary>
    public bool InBacklog;
}
