using System.Security.Cryptography;
using System.Text;

namespace SmtpSim.Report;

/// <param name="Id">Fragment of its address.</param>
/// <param name="Heading">Its heading, of level 2.</param>
/// <param name="Write">Writes what stands below the heading, with headings from level 3 on.</param>
public sealed record ReportSection(string Id, string Heading, Action<HtmlWriter> Write);

/// <summary>What the page answers at first glance.</summary>
/// <param name="Text">A sentence or two.</param>
public sealed record Verdict(string Text, Tone Tone);

/// <summary>
/// A report as one HTML page that needs nothing else: no other file, no network (a content security policy forbids it), no script except to choose
/// the theme. The same data give the same page to the last byte.
/// </summary>
/// <param name="Kind">What it is a report of: <c>Run</c>, <c>Sweep</c>, <c>Comparison</c>.</param>
/// <param name="Title">The scenario's name.</param>
/// <param name="Facts">What it is about, in a line or two below the title.</param>
/// <param name="Sections">In the order in which they are read.</param>
public sealed record ReportPage(string Kind, string Title, string Facts, Verdict Verdict, IReadOnlyList<ReportSection> Sections)
{
    private static readonly string Style = Resource("report.css");
    private static readonly string Script = Resource("report.js");

    public string ToHtml()
    {
        var html = new HtmlWriter();
        html.Output.Append("<!DOCTYPE html>\n");
        using (html.Open("html", ("lang", "en")))
        {
            WriteHead(html);
            using var body = html.Open("body");
            html.Element("a", "Skip to the content", ("class", "skip"), ("href", "#content"));
            WriteHeader(html);
            WriteContents(html);
            WriteMain(html);
            html.Output.Append("<script>").Append(Script).Append("</script>");
        }
        return html.Output.Append('\n').ToString();
    }

    private void WriteHead(HtmlWriter html)
    {
        using var head = html.Open("head");
        html.Output.Append("\n<meta charset=\"utf-8\">\n");
        html.Output.Append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src '").Append(HashOf(Style))
            .Append("'; script-src '").Append(HashOf(Script)).Append("'; img-src data:; base-uri 'none'; form-action 'none'\">\n");
        html.Output.Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"referrer\" content=\"no-referrer\">\n");
        html.Element("title", $"{Title} · {Kind} · SmtpSim");
        // Said to be empty, or browsers ask the server for one.
        html.Output.Append("\n<link rel=\"icon\" href=\"data:,\">\n<style>").Append(Style).Append("</style>\n");
    }

    private void WriteHeader(HtmlWriter html)
    {
        using var header = html.Open("header");
        html.Element("p", Kind, ("class", "kind"));
        html.Element("h1", Title);
        html.Element("p", Facts, ("class", "facts"));
        html.Element("button", "Dark theme", ("type", "button"), ("id", "theme"), ("hidden", ""));
        using var verdict = html.Open("p", ("class", "verdict " + ToneText.ClassOf(Verdict.Tone)));
        html.Element("span", ToneText.SignOf(Verdict.Tone), ("aria-hidden", "true"));
        html.Prose(Verdict.Text);
    }

    private void WriteContents(HtmlWriter html)
    {
        using var nav = html.Open("nav", ("aria-label", "Contents"));
        using var list = html.Open("ul");
        foreach (var section in Sections)
        {
            using var item = html.Open("li");
            html.Element("a", section.Heading, ("href", "#" + section.Id));
        }
    }

    private void WriteMain(HtmlWriter html)
    {
        using var main = html.Open("main", ("id", "content"), ("tabindex", "-1"));
        foreach (var section in Sections)
        {
            html.Line();
            using var element = html.Open("section", ("id", section.Id), ("aria-labelledby", section.Id + "-heading"));
            html.Element("h2", section.Heading, ("id", section.Id + "-heading"));
            section.Write(html);
        }
    }

    private static string HashOf(string text) => "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string Resource(string name)
    {
        using var stream = typeof(ReportPage).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"The resource {name} is missing.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        // Whatever line ends the source was checked out with.
        return reader.ReadToEnd().Replace("\r\n", "\n", StringComparison.Ordinal);
    }
}
