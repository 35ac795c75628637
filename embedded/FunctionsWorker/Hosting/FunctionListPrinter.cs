using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Azure.Functions.Worker.Declaration;
using Microsoft.Azure.Functions.Worker.Web;
using Microsoft.Extensions.Hosting;

namespace Microsoft.Azure.Functions.Worker.Hosting;

/// <summary>Once the host listens, writes what it serves, in the form that Core Tools users know.</summary>
sealed class FunctionListPrinter(FunctionCatalog catalog, HttpRoutes routes, IServer server, TextWriter output) : IHostedLifecycleService
{
    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        string address = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault()?.TrimEnd('/') ?? string.Empty;
        await output.WriteLineAsync($"{Environment.NewLine}Functions:{Environment.NewLine}");
        foreach (FunctionDescriptor function in catalog.Functions)
        {
            string how = function.Trigger switch
            {
                HttpTriggerAttribute http => $"[{MethodsOf(http)}] {address}/{routes.TemplateOf(function)}",
                TimerTriggerAttribute => "timerTrigger",
                OrchestrationTriggerAttribute => "orchestrationTrigger",
                EntityTriggerAttribute => "entityTrigger",
                _ => "activityTrigger",
            };
            await output.WriteLineAsync($"\t{function.Name}: {how}{Environment.NewLine}");
        }
        await output.FlushAsync(cancellationToken);
    }

    static string MethodsOf(HttpTriggerAttribute http)
        => http.Methods is { Length: > 0 } methods ? string.Join(',', methods).ToUpperInvariant() : "ANY";

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
