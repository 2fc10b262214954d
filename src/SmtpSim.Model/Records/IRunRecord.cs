namespace SmtpSim.Model;

/// <summary>A record of a run. All records of one kind have a total order that mentions no partition: first the tick they ended, then what they are about.</summary>
/// <typeparam name="T">The record itself.</typeparam>
public interface IRunRecord<T>
    where T : unmanaged
{
    /// <summary>Tick; of what was not over when the run ended, that of the run's end.</summary>
    long Ended { get; }

    /// <summary>Which of two comes first: below zero for <paramref name="one"/>, and never zero for two of a run.</summary>
    static abstract int Compare(in T one, in T other);
}
