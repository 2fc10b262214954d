using System.Runtime.InteropServices;
using SmtpSim.Protocol;

namespace SmtpSim.Model;

/// <summary>
/// What a recorder knows of a session in its slot beyond the session itself, and of the message that the session has: a cache line, which is fetched ahead with the
/// session's own, so that of a message that is delivered at once nothing else is touched.
/// </summary>
[StructLayout(LayoutKind.Sequential, Size = SlotLines.Bytes)]
internal struct SessionFacts
{
    /// <summary>The message that it has, or had last.</summary>
    public MessageFacts Mail;

    /// <summary>Number among the sessions of its client, from 1.</summary>
    public uint Number;

    /// <summary>The message it was opened for.</summary>
    public uint Ordinal;

    public ushort Attempt;

    /// <summary>A message whose records are kept was to be delivered in it.</summary>
    public bool IsKept;

    /// <summary>What the attempt came to an end by; none where replies or limits did.</summary>
    public AttemptCause Cause;

    public ClientState CauseAt;

    /// <summary>Another attempt begins.</summary>
    public void Begin(ref MessageFacts mail)
    {
        Cause = AttemptCause.None;
        Take(ref mail);
    }

    /// <summary>The session takes a message.</summary>
    public void Take(ref MessageFacts mail)
    {
        (mail.Session, mail.IsGivenBack) = (Number, false);
        IsKept |= mail.IsKept;
        Mail = mail;
    }
}
