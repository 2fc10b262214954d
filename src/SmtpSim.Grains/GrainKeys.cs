namespace SmtpSim.Grains;

/// <summary>The keys of a run's grains.</summary>
internal static class GrainKeys
{
    public static string Mta(string run, int epoch, int index) => $"{run}/{epoch}/{index}";
}
