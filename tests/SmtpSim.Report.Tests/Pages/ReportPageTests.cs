using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace SmtpSim.Report.Tests;

/// <summary>A page is whole in itself and always the same.</summary>
public sealed partial class ReportPageTests
{
    private static readonly string Html = SamplePage.Create().ToHtml();

    [Fact]
    public void ToHtml_SameData_IsTheSamePage() => Assert.Equal(Html, SamplePage.Create().ToHtml());

    [Fact]
    public void ToHtml_Policy_AllowsItsOwnStyleAndScriptAndNothingElse()
    {
        var policy = PolicyPattern().Match(Html).Groups["policy"].Value;

        Assert.StartsWith("default-src 'none';", policy);
        Assert.Contains($"style-src 'sha256-{HashOf("style")}'", policy);
        Assert.Contains($"script-src 'sha256-{HashOf("script")}'", policy);
        Assert.DoesNotContain("unsafe", policy);
        Assert.DoesNotContain(" style=", Html);
    }

    [Fact]
    public void ToHtml_Names_AreEscaped()
    {
        Assert.Contains("one-shot &amp; &lt;friends&gt;", Html);
        Assert.DoesNotContain("<friends>", Html);
        Assert.DoesNotContain("<b>", Html);
    }

    [Fact]
    public void ToHtml_EveryChart_HasItsSentenceAndItsData()
        => Assert.All(SampleCharts.All, chart =>
        {
            var figure = Html[Html.IndexOf($"<figure id=\"{chart.Name}\"", StringComparison.Ordinal)..];
            figure = figure[..figure.IndexOf("</figure>", StringComparison.Ordinal)];
            // A number and its percent sign are not broken apart.
            Assert.Contains($"{chart.Sentence.Replace(" %", "&nbsp;%", StringComparison.Ordinal)}</p>", figure);
            Assert.Contains("role=\"img\"", figure);
            Assert.Contains("<details><summary>", figure);
            Assert.Contains("<tbody>", figure);
        });

    [Fact]
    public void ToHtml_Headings_GoDownNoMoreThanALevelAtATime()
    {
        var level = 0;
        foreach (Match heading in HeadingPattern().Matches(Html))
        {
            var next = heading.Groups["level"].Value[0] - '0';
            Assert.True(next <= level + 1, $"h{next} after h{level}");
            level = next;
        }
        Assert.NotEqual(0, level);
    }

    private static string HashOf(string element)
    {
        var start = Html.IndexOf($"<{element}>", StringComparison.Ordinal) + element.Length + 2;
        return Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Html[start..Html.IndexOf($"</{element}>", start, StringComparison.Ordinal)])));
    }

    [GeneratedRegex("<meta http-equiv=\"Content-Security-Policy\" content=\"(?<policy>[^\"]+)\">", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex PolicyPattern();

    [GeneratedRegex("<h(?<level>[1-6])", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex HeadingPattern();
}
