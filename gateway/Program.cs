using Orchestrator.Gateway.Health;
using Orchestrator.Gateway.Hosting;

if (args is [HealthProbe.Option, string address])
{
    return await HealthProbe.RunAsync(address, CancellationToken.None);
}

await GatewayApplication.Create(args).RunAsync();
return 0;
