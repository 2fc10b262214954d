namespace SmtpSim.Validation.Tests;

/// <summary>All experiments, in the order of the page.</summary>
internal static class AllExperiments
{
    public static IReadOnlyList<Experiment> List { get; } =
    [
        .. ExactFacts.Experiments,
        .. DrawnSchedules.Experiments,
        .. FurtherSchedules.Experiments,
        .. SingleServerQueues.Experiments,
        .. ManyServerQueues.Experiments,
        .. FiniteSource.Experiments,
        .. RetrialQueues.Experiments,
        .. ImpatienceAndPriority.Experiments,
        .. TandemRelays.Experiments,
        .. DeliverySemantics.Experiments,
        .. Contention.Experiments,
        .. ContentionOrder.Experiments,
        .. MetastableFailures.Experiments,
        .. Throttling.Experiments,
    ];
}
