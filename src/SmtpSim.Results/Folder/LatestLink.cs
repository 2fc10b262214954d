namespace SmtpSim.Results;

/// <summary><c>results/latest</c>: a link to the folder of the last run. A convenience: where the system allows no link there is none.</summary>
internal static class LatestLink
{
    public static void Point(string root, string name)
    {
        var link = new DirectoryInfo(Path.Combine(root, "latest"));
        try
        {
            // Anything but a link of that name is the user's and stays.
            if (link.LinkTarget is not null)
                link.Delete();
            if (!Path.Exists(link.FullName))
                link.CreateAsSymbolicLink(name);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
        }
    }
}
