using System.Globalization;

namespace SmtpSim.Model.Tests;

/// <summary>Exact figures of queueing systems in units of the mean service time: model, parameters, metric, value.</summary>
internal static class QueueingTheory
{
    private const string Rows = """
        M/M/1,lambda=0.7,rho,0.7
        M/M/1,lambda=0.7,L,2.33333333333
        M/M/1,lambda=0.7,Lq,1.63333333333
        M/M/1,lambda=0.7,W,3.33333333333
        M/M/1,lambda=0.7,Wq,2.33333333333
        M/M/1,lambda=0.7,W_p50,2.31049060187
        M/M/1,lambda=0.7,W_p90,7.67528364331
        M/M/1,lambda=0.7,W_p95,9.98577424518
        M/M/1,lambda=0.7,W_p99,15.3505672866
        M/M/1,lambda=0.7,Wq_p50,1.12157412207
        M/M/1,lambda=0.7,Wq_p90,6.48636716352
        M/M/1,lambda=0.7,Wq_p95,8.79685776538
        M/M/1,lambda=0.7,Wq_p99,14.1616508068
        M/M/1,lambda=0.8,rho,0.8
        M/M/1,lambda=0.8,L,4.0
        M/M/1,lambda=0.8,Lq,3.2
        M/M/1,lambda=0.8,W,5.0
        M/M/1,lambda=0.8,Wq,4.0
        M/M/1,lambda=0.8,W_p50,3.4657359028
        M/M/1,lambda=0.8,W_p90,11.512925465
        M/M/1,lambda=0.8,W_p95,14.9786613678
        M/M/1,lambda=0.8,W_p99,23.0258509299
        M/M/1,lambda=0.8,Wq_p50,2.35001814623
        M/M/1,lambda=0.8,Wq_p90,10.3972077084
        M/M/1,lambda=0.8,Wq_p95,13.8629436112
        M/M/1,lambda=0.8,Wq_p99,21.9101331734
        M/M/4,a=3,rho,0.75
        M/M/4,a=3,P_wait,0.509433962264
        M/M/4,a=3,L,4.52830188679
        M/M/4,a=3,Lq,1.52830188679
        M/M/4,a=3,W,1.50943396226
        M/M/4,a=3,Wq,0.509433962264
        M/M/4,a=3,Wq_p90,1.62813004545
        M/M/4,a=3,Wq_p95,2.32127722601
        M/M/4,a=3,Wq_p99,3.93071513844
        M/M/4,a=3,W_p50,1.15628362861
        M/M/4,a=3,W_p90,3.28619836158
        M/M/4,a=3,W_p95,4.12809980242
        M/M/4,a=3,W_p99,6.00630817656
        M/G/5/5,a=3,ErlangB,0.110054347826
        M/G/5/5,a=3,carried,2.66983695652
        M/G/10/10,a=8,ErlangB,0.121661064253
        M/G/10/10,a=8,carried,7.02671148598
        M/D/1,lambda=0.7,W,2.16666666667
        M/D/1,lambda=0.7,Wq,1.16666666667
        M/D/1,lambda=0.7,Wq_p90,3.07708687311
        M/D/1,lambda=0.7,Wq_p95,4.1028979645
        """;

    /// <summary>The metrics of one system.</summary>
    public static IReadOnlyDictionary<string, double> Of(string model, string parameters)
    {
        var rows = Rows.Split('\n').Select(row => row.Trim().Split(',')).Where(row => row[0] == model && row[1] == parameters);
        return rows.ToDictionary(row => row[2], row => double.Parse(row[3], CultureInfo.InvariantCulture), StringComparer.Ordinal);
    }
}
