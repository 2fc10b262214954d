namespace SmtpSim.Scenarios;

public static class ScenarioLoader
{
    public static LoadResult LoadFile(string path, IReadOnlyList<string> sets) => throw new NotSupportedException();

    public static LoadResult Parse(string text, string fileName, IReadOnlyList<string> sets, Func<string, string?>? readFile = null) =>
        throw new NotSupportedException();
}
