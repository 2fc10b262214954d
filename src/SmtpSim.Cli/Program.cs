return await SmtpSim.Cli.App.RunAsync(args).ConfigureAwait(false);
