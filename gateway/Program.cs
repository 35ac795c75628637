using Orchestrator.Gateway.Hosting;

await GatewayApplication.Create(args).RunAsync();
