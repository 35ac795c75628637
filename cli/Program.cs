return await Orchestrator.Cli.CliApplication.MainAsync(args);
