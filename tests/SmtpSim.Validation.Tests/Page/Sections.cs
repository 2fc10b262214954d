namespace SmtpSim.Validation.Tests;

/// <summary>The headings of the page.</summary>
internal static class Sections
{
    public const string Exact = "Exact facts";
    public const string Queues = "Queueing theory";
    public const string Delivery = "Retries, greylists and duplicates";
    public const string Published = "Published experiments";
}
