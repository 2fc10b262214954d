using System.Text;
using SmtpSim.Model;
using SmtpSim.Scenarios;

namespace SmtpSim.Cli.Tests;

/// <summary>What stands behind <c>--where</c> is a condition for each table, or is refused with words for the user. The first octet chooses the tables.</summary>
public static class RecordWhereFuzz
{
    private static readonly World World = new(ScenarioLoader.Parse("""
        schema: 1
        name: fuzz
        duration: 1h
        servers: { mx: { count: 2 } }
        clients: { mta: { count: 3, retry: postfix } }
        traffic: [ { from: mta, to: mx, arrivals: { poisson: 1/h per client } } ]
        """, "fuzz.yaml", []).Scenario!);

    public static void Run(byte[] octets)
    {
        if (octets.Length == 0)
            return;
        var tables = (RecordTables)(octets[0] & 7);
        try
        {
            var filters = RecordWhere.Parse(Encoding.UTF8.GetString(octets[1..]), tables, World);
            Assert.All(filters.Keys, table => Assert.True(tables.HasFlag(table)));
        }
        catch (CommandException e)
        {
            Assert.Equal(ExitCode.Usage, e.ExitCode);
            Assert.NotEmpty(e.Message);
        }
    }
}
