using System.Globalization;
using System.Xml;
using SmtpSim.Results;

namespace SmtpSim.Cli;

/// <summary>The verdict as JUnit XML, for build servers: a test case for each expectation.</summary>
internal static class ExpectationJunit
{
    public static void Write(TextWriter output, string scenario, string file, IReadOnlyList<int> lines, IReadOnlyList<ExpectationResult> results)
    {
        using var xml = XmlWriter.Create(output, new XmlWriterSettings { Indent = true, NewLineChars = "\n", OmitXmlDeclaration = true });
        xml.WriteStartElement("testsuites");
        xml.WriteAttributeString("name", $"{App.Name} {scenario}");
        xml.WriteStartElement("testsuite");
        xml.WriteAttributeString("name", scenario);
        xml.WriteAttributeString("tests", Text(results.Count));
        xml.WriteAttributeString("failures", Text(results.Count(result => !result.Passed)));
        foreach (var result in results)
        {
            xml.WriteStartElement("testcase");
            xml.WriteAttributeString("classname", $"{App.Name}.{scenario}");
            xml.WriteAttributeString("name", result.Cell is null ? result.Expectation.Text : $"{result.Expectation.Text} at {result.Cell}");
            if (!result.Passed)
            {
                xml.WriteStartElement("failure");
                xml.WriteAttributeString("message", ExpectationPage.Observed(result));
                xml.WriteString($"{ExpectationPage.PlaceOf(file, lines, result.Expectation)}: {result.Expectation.Text}: {ExpectationPage.Observed(result)}");
                xml.WriteEndElement();
            }

            xml.WriteEndElement();
        }

        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.Flush();
        output.WriteLine();
    }

    /// <summary>Of an interrupted run: each expectation is an error, for nobody can say whether it was met, and a file without any would pass for a success.</summary>
    public static void WriteInterrupted(TextWriter output, string scenario, IReadOnlyList<Expectation> expectations)
    {
        using var xml = XmlWriter.Create(output, new XmlWriterSettings { Indent = true, NewLineChars = "\n", OmitXmlDeclaration = true });
        xml.WriteStartElement("testsuites");
        xml.WriteAttributeString("name", $"{App.Name} {scenario}");
        xml.WriteStartElement("testsuite");
        xml.WriteAttributeString("name", scenario);
        xml.WriteAttributeString("tests", Text(Math.Max(1, expectations.Count)));
        xml.WriteAttributeString("errors", Text(Math.Max(1, expectations.Count)));
        foreach (var name in expectations.Select(expectation => expectation.Text).DefaultIfEmpty("run"))
        {
            xml.WriteStartElement("testcase");
            xml.WriteAttributeString("classname", $"{App.Name}.{scenario}");
            xml.WriteAttributeString("name", name);
            xml.WriteStartElement("error");
            xml.WriteAttributeString("message", "the run was interrupted");
            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.Flush();
        output.WriteLine();
    }

    /// <summary>Writes the file.</summary>
    /// <param name="path">Where.</param>
    /// <param name="write">What.</param>
    /// <exception cref="CommandException">It can't be written.</exception>
    public static void WriteFile(string path, Action<TextWriter> write)
    {
        try
        {
            using var writer = new StreamWriter(path) { NewLine = "\n" };
            write(writer);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(ExitCode.CannotCreate, $"can't write {path}: {e.Message}");
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
