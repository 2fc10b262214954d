using System.Security;
using System.Text;

namespace SmtpSim.Scenarios;

/// <summary>Text files of unknown origin: one may be no file, not ours to read, or without end.</summary>
internal static class TextFile
{
    /// <summary>The text, cut one character after <paramref name="most"/>; null with a reason when it cannot be read.</summary>
    public static string? Read(string path, int most, out string reason)
    {
        reason = "";
        try
        {
            using var reader = new StreamReader(path, Encoding.UTF8);
            var text = new StringBuilder();
            var block = new char[16_384];
            while (text.Length <= most && reader.ReadBlock(block) is > 0 and var count)
                text.Append(block, 0, Math.Min(count, most + 1 - text.Length));
            return text.ToString();
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException or SecurityException)
        {
            reason = problem switch
            {
                FileNotFoundException or DirectoryNotFoundException => "there is no such file",
                UnauthorizedAccessException when Directory.Exists(path) => "is a folder, not a file",
                UnauthorizedAccessException => "may not be read",
                _ => "cannot be read: " + problem.Message,
            };
            return null;
        }
    }
}
