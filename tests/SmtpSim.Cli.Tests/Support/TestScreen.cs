using System.Text;

namespace SmtpSim.Cli.Tests;

internal static class TestScreen
{
    public static string Render(Action<Screen> write, int width = 80, bool colour = false)
    {
        var text = new StringBuilder();
        using var writer = new StringWriter(text) { NewLine = "\n" };
        write(new Screen(writer, colour, isTerminal: colour, width));
        return text.ToString();
    }
}
