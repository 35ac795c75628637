using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;
using Orchestrator.Functions.Hosting;
using Orchestrator.Platform;

if (args is [HealthProbe.Option, string address])
{
    return await HealthProbe.RunAsync(address, CancellationToken.None);
}

FunctionsApplicationBuilder builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
builder.Configuration.AddKeyVault();
builder.Services.AddOrchestratorFunctions(builder.Configuration);
await builder.Build().RunAsync();
return 0;
