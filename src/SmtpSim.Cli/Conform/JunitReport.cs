using System.Globalization;
using System.Xml;
using SmtpSim.Wire;

namespace SmtpSim.Cli;

/// <summary>
/// The result as JUnit XML. A must that is not met is a failure; a should or may that is not met would fail no build, and JUnit has no
/// third way, so it stands as skipped, with what was expected and its transcript.
/// </summary>
internal static class JunitReport
{
    public static void Write(TextWriter output, ConformReport report, ConformTranscripts transcripts)
    {
        using var xml = XmlWriter.Create(output, new XmlWriterSettings { Indent = true, NewLineChars = "\n", OmitXmlDeclaration = true });
        xml.WriteStartElement("testsuites");
        xml.WriteAttributeString("name", $"smtpsim conform {report.Options.Target}");
        if (report.Results.Count == 0)
            WriteTrouble(xml, report);
        foreach (var group in report.Results.GroupBy(result => result.Case.Group))
        {
            var results = group.ToList();
            xml.WriteStartElement("testsuite");
            xml.WriteAttributeString("name", group.Key);
            xml.WriteAttributeString("tests", Text(results.Count));
            xml.WriteAttributeString("failures", Text(results.Count(IsFailure)));
            xml.WriteAttributeString("errors", Text(results.Count(result => result.Outcome == ConformOutcome.NotRun)));
            xml.WriteAttributeString("skipped", Text(results.Count(IsSkipped)));
            xml.WriteAttributeString("time", Seconds(results.Sum(result => result.Duration.TotalSeconds)));
            foreach (var result in results)
                WriteCase(xml, result, transcripts);
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
        xml.Flush();
        output.WriteLine();
    }

    private static bool IsFailure(ConformResult result) => result is { Outcome: ConformOutcome.Failed, Case.Level: ConformLevel.Must };

    private static bool IsSkipped(ConformResult result) => result.Outcome == ConformOutcome.Skipped || (result.Outcome == ConformOutcome.Failed && !IsFailure(result));

    private static void WriteCase(XmlWriter xml, ConformResult result, ConformTranscripts transcripts)
    {
        var one = result.Case;
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("classname", $"smtpsim.conform.{one.Group.Replace(' ', '-').Replace(",", "", StringComparison.Ordinal)}");
        xml.WriteAttributeString("name", $"{one.Id}: {one.Title}");
        xml.WriteAttributeString("time", Seconds(result.Duration.TotalSeconds));
        var transcript = string.Join('\n', result.Transcript.Select(line => $"{(line.IsOffending ? ">" : " ")} {line.FromClient switch { true => "C: ", false => "S: ", _ => "   " }}{line.Text}"));
        switch (result.Outcome)
        {
            case ConformOutcome.Failed when IsFailure(result):
                xml.WriteStartElement("failure");
                xml.WriteAttributeString("type", "must");
                xml.WriteAttributeString("message", $"expected {result.Reason}");
                xml.WriteString($"{one.Section}: {one.Rule}\n{(transcripts == ConformTranscripts.None ? "" : transcript)}");
                xml.WriteEndElement();
                break;
            case ConformOutcome.Failed:
                WriteElement(xml, "skipped", $"{one.Level.ToString().ToLowerInvariant()}, not met: expected {result.Reason}");
                break;
            case ConformOutcome.Skipped:
                WriteElement(xml, "skipped", result.Reason!);
                break;
            case ConformOutcome.NotRun:
                WriteElement(xml, "error", result.Reason!);
                break;
        }
        if (transcript.Length > 0 && (transcripts == ConformTranscripts.All || (transcripts == ConformTranscripts.Failed && result.Outcome == ConformOutcome.Failed && !IsFailure(result))))
            xml.WriteElementString("system-out", transcript);
        xml.WriteEndElement();
    }

    private static void WriteTrouble(XmlWriter xml, ConformReport report)
    {
        xml.WriteStartElement("testsuite");
        xml.WriteAttributeString("name", "server");
        xml.WriteAttributeString("tests", "1");
        xml.WriteAttributeString("errors", "1");
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("classname", "smtpsim.conform.server");
        xml.WriteAttributeString("name", "the server answers");
        WriteElement(xml, "error", ConformPage.TroubleOf(report));
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void WriteElement(XmlWriter xml, string name, string message)
    {
        xml.WriteStartElement(name);
        xml.WriteAttributeString("message", message);
        xml.WriteEndElement();
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Seconds(double seconds) => seconds.ToString("0.000", CultureInfo.InvariantCulture);
}
