using System.Text;
using SmtpSim.Model;

namespace SmtpSim.Cli.Tests;

/// <summary>What stands behind <c>--where</c> is a condition for each table, or is refused with words for the user. The first octet chooses the tables.</summary>
public static class RecordWhereFuzz
{
    public static void Run(byte[] octets)
    {
        if (octets.Length == 0)
            return;
        var tables = (RecordTables)(octets[0] & 7);
        try
        {
            var filters = RecordWhere.Parse(Encoding.UTF8.GetString(octets[1..]), tables, FuzzScenario.World);
            Assert.All(filters.Keys, table => Assert.True(tables.HasFlag(table)));
        }
        catch (CommandException e)
        {
            Assert.Equal(ExitCode.Usage, e.ExitCode);
            Assert.NotEmpty(e.Message);
        }
    }
}
