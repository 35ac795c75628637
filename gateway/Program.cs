using Orchestrator.Gateway.Hosting;
using Orchestrator.Platform;

if (args is [HealthProbe.Option, string address])
{
    return await HealthProbe.RunAsync(address, CancellationToken.None);
}

await GatewayApplication.Create(args).RunAsync();
return 0;
