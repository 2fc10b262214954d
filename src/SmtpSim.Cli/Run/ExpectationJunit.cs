using System.Globalization;
using System.Xml;
using SmtpSim.Results;

namespace SmtpSim.Cli;

/// <summary>The verdict as JUnit XML, for build servers: a test case for each expectation.</summary>
internal static class ExpectationJunit
{
    /// <inheritdoc cref="ExpectationPage"/>
    public static void Write(TextWriter output, string scenario, string file, IReadOnlyList<int> lines, IReadOnlyList<ExpectationResult> results, Func<ExpectationResult, string?> trace) =>
        Write(output, scenario, [.. results.Select(result => new TestCase(
            result.Cell is null ? result.Expectation.Text : $"{result.Expectation.Text} at {result.Cell}",
            result.Passed ? null : new TestFault("failure", ExpectationPage.Observed(result), $"{ExpectationPage.PlaceOf(file, lines, result.Expectation)}: {result.Expectation.Text}: {ExpectationPage.Observed(result)}{SeeWhy(file, trace(result))}")))]);

    /// <summary>Of an interrupted run: each expectation is an error, for nobody can say whether it was met, and a file without any would pass for a success.</summary>
    public static void WriteInterrupted(TextWriter output, string scenario, IReadOnlyList<Expectation> expectations) =>
        Write(output, scenario, [.. expectations.Select(expectation => expectation.Text).DefaultIfEmpty("run").Select(name => new TestCase(name, new TestFault("error", "the run was interrupted", "")))]);

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

    private static void Write(TextWriter output, string scenario, IReadOnlyList<TestCase> tests)
    {
        using var xml = XmlWriter.Create(output, new XmlWriterSettings { Indent = true, NewLineChars = "\n", OmitXmlDeclaration = true });
        xml.WriteStartElement("testsuites");
        xml.WriteAttributeString("name", $"{App.Name} {scenario}");
        xml.WriteStartElement("testsuite");
        xml.WriteAttributeString("name", scenario);
        xml.WriteAttributeString("tests", Text(tests.Count));
        xml.WriteAttributeString("failures", Text(tests.Count(test => test.Fault?.Element == "failure")));
        xml.WriteAttributeString("errors", Text(tests.Count(test => test.Fault?.Element == "error")));
        foreach (var (name, fault) in tests)
        {
            xml.WriteStartElement("testcase");
            xml.WriteAttributeString("classname", $"{App.Name}.{scenario}");
            xml.WriteAttributeString("name", name);
            if (fault is not null)
            {
                xml.WriteStartElement(fault.Element);
                xml.WriteAttributeString("message", fault.Message);
                xml.WriteString(fault.Text);
                xml.WriteEndElement();
            }

            xml.WriteEndElement();
        }

        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.Flush();
        output.WriteLine();
    }

    private static string SeeWhy(string file, string? trace) => trace is null ? "" : $"\nsee why: {TraceHint.Command(file, trace)}";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private sealed record TestCase(string Name, TestFault? Fault);

    private sealed record TestFault(string Element, string Message, string Text);
}
