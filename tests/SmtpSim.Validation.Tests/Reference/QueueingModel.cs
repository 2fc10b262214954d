namespace SmtpSim.Validation.Tests;

/// <summary>A model of the table whose rows become claims, so that the page says of each which row it is.</summary>
internal sealed class QueueingModel(string model, string parameters, string source)
{
    public string Model => model;

    public string Parameters => parameters;

    public MeanClaim Claim(string metric, Func<Run, double> figure)
        => new(metric, QueueingTable.Value(model, parameters, metric), figure, source) { TableModel = model, TableParameters = parameters };
}
