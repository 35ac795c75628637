using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;
using Orchestrator.Functions.Hosting;
using Orchestrator.Platform;

FunctionsApplicationBuilder builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
builder.Configuration.AddKeyVault();
builder.Services.AddOrchestratorFunctions(builder.Configuration);
await builder.Build().RunAsync();
