namespace SmtpSim.Validation.Tests;

/// <summary>Where expectations come from: short names for the rows, and what they stand for at the end of the page.</summary>
internal static class Sources
{
    public const string Gross = "Gross";
    public const string Garnett = "Garnett";
    public const string Falin = "Falin";
    public const string Aws = "AWS";
    public const string Osdi = "OSDI'22";
    public const string Sre = "SRE";
    public const string Scheduler = "SCHEDULER_README";
    public const string HotOs = "HotOS'21";
    public const string Closed = "closed form";
    public const string Mtas = "MTA sources";
    public const string Rfc1047 = "RFC 1047";
    public const string Arithmetic = "arithmetic";

    public static IReadOnlyList<(string Name, string Meaning)> List { get; } =
    [
        (Gross, "Gross, Shortle, Thompson, Harris: Fundamentals of Queueing Theory; the figures are of an independent program."),
        (Garnett, "Garnett, Mandelbaum, Reiman: Designing a call center with impatient customers, 2002; the figures are of an independent program."),
        (Falin, "Falin, Templeton: Retrial Queues, 1997; the figures are of an independent program."),
        (Aws, "M. Brooker: Exponential Backoff And Jitter, AWS Architecture Blog, 2015: its rules; the figures, with 95 % half-widths over 200 runs, are of an independent program."),
        (Osdi, "Huang et al.: Metastable failures in the wild, OSDI 2022, and its artifact."),
        (Sre, "Beyer et al.: Site Reliability Engineering, 2016, chapters 21 and 22; retry budgets as Finagle has them."),
        (Scheduler, "Postfix SCHEDULER_README, section on the concurrency scheduler's test results."),
        (HotOs, "Bronson et al.: Metastable failures in distributed systems, HotOS 2021: recovery of (19 λ - 300)/(300 - 2 λ) s by its rules."),
        (Closed, "A law that holds for every path."),
        (Mtas, "Read in the programs: Postfix's queue manager, `qmail-send.c`, Exim's default `retry` rule, OpenSMTPD, Haraka, Sendmail, chasquid, and the documentation of Exchange and KumoMTA; the figures are of an independent program, or follow from the rules by hand."),
        (Rfc1047, "C. Partridge, Duplicate messages and SMTP: the window between accepting the final dot and the client's reading of the 250."),
        (Arithmetic, "Follows from the rules and probabilities stated."),
    ];
}
