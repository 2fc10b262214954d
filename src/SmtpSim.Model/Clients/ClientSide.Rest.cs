namespace SmtpSim.Model;

/// <content>What is left to do when no session is open.</content>
internal sealed partial class ClientSide
{
    /// <summary>By client group: messages worth a look.</summary>
    public ExemplarList[] Exemplars => _mail.Exemplars;

    /// <summary>Whether every queued message rests until <paramref name="tick"/> or longer. Looks at all of them.</summary>
    public bool RestsUntil(long tick)
    {
        for (var number = 0; number < _mail.Messages.HighWater; number++)
        {
            ref readonly var message = ref _mail.Messages[number];
            if ((message.Flags & MessageFlags.Live) != 0 && message.Due < tick)
                return false;
        }
        return true;
    }
}
