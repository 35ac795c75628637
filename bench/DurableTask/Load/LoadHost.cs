using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Runtime.Hosting;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Orchestrator.Bench.DurableTask.Load;

/// <summary>A worker and a client as an application builds them, on one hub; its first partition is recovered when it is handed out.</summary>
internal sealed class LoadHost : IAsyncDisposable
{
    readonly ServiceProvider _services;
    readonly IHostedService _worker;

    LoadHost(ServiceProvider services)
    {
        _services = services;
        _worker = services.GetServices<IHostedService>().Single();
        Client = services.GetRequiredService<DurableTaskClient>();
    }

    public DurableTaskClient Client { get; }

    public static async Task<LoadHost> StartAsync(
        string connectionString, string hubName, Action<DurableTaskRegistry> tasks, Action<DurableRuntimeOptions>? configure,
        CancellationToken cancellationToken)
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning).AddSimpleConsole());
        services.Configure<DurableRuntimeOptions>(options =>
        {
            options.ConnectionString = connectionString;
            options.HubName = hubName;
            configure?.Invoke(options);
        });
        services.AddDurableTaskClient().UseDurableRuntime();
        services.AddDurableTaskWorker().UseDurableRuntime().AddTasks(tasks);
        var host = new LoadHost(services.BuildServiceProvider());
        await host._worker.StartAsync(cancellationToken);
        var hub = host._services.GetRequiredService<DurableHub>();
        await hub.OpenAsync(cancellationToken);
        while (hub.Owned(0)?.Recovered.IsCompletedSuccessfully != true) await Task.Delay(1, cancellationToken);
        return host;
    }

    /// <summary>Waits for an instance and for the right answer.</summary>
    /// <exception cref="BenchFailedException">It returned something else.</exception>
    public async Task ExpectAsync(string id, int expected)
    {
        OrchestrationMetadata metadata = await Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, CancellationToken.None);
        if (metadata.RuntimeStatus != OrchestrationRuntimeStatus.Completed || metadata.ReadOutputAs<int>() != expected)
        {
            throw new BenchFailedException($"{metadata} should have returned {expected}.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _worker.StopAsync(CancellationToken.None);
        await _services.DisposeAsync();
    }
}
