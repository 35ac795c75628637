using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Runtime.Hosting;
using Microsoft.DurableTask.Runtime.Store;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Microsoft.DurableTask.Tests.Runtime.Support;

/// <summary>A worker and a client as an application builds them, on a given store and clock. Several make several "processes".</summary>
internal sealed class RuntimeProcess : IAsyncDisposable
{
    readonly ServiceProvider _services;
    readonly List<IHostedService> _hosted;

    RuntimeProcess(ServiceProvider services)
    {
        _services = services;
        _hosted = [.. services.GetServices<IHostedService>()];
        Client = services.GetRequiredService<DurableTaskClient>();
        Hub = services.GetRequiredService<DurableHub>();
    }

    public DurableTaskClient Client { get; }

    public DurableHub Hub { get; }

    /// <param name="tasks">Null: a client alone.</param>
    /// <param name="waitForPartition">The partition that this process must own before the call returns, or null.</param>
    public static async Task<RuntimeProcess> StartAsync(
        IDurableStore store,
        Action<DurableTaskRegistry>? tasks,
        TimeProvider? time = null,
        Action<DurableRuntimeOptions>? configure = null,
        Action<IDurableTaskWorkerBuilder>? worker = null,
        ILoggerProvider? logs = null,
        int? waitForPartition = 0)
    {
        var services = new ServiceCollection();
        services.AddLogging(logging =>
        {
            if (logs is not null) logging.AddProvider(logs);
        });
        services.AddSingleton(time ?? TimeProvider.System);
        services.AddSingleton(store);
        services.Configure<DurableRuntimeOptions>(options =>
        {
            options.HubName = "tests";
            options.PollInterval = TimeSpan.FromMilliseconds(200);
            configure?.Invoke(options);
        });
        services.AddDurableTaskClient().UseDurableRuntime().Configure(options => options.EnableEntitySupport = true);
        if (tasks is not null)
        {
            IDurableTaskWorkerBuilder builder = services.AddDurableTaskWorker().UseDurableRuntime().AddTasks(tasks)
                .Configure(options => options.EnableEntitySupport = true);
            worker?.Invoke(builder);
        }

        var process = new RuntimeProcess(services.BuildServiceProvider());
        foreach (IHostedService hosted in process._hosted) await hosted.StartAsync(CancellationToken.None);
        if (tasks is not null && waitForPartition is { } partition) await process.OwnedAsync(partition);
        return process;
    }

    /// <summary>Waits until this process owns the partition and has recovered it.</summary>
    public async Task OwnedAsync(int partition)
    {
        await Poll.UntilAsync(async () =>
        {
            await Hub.OpenAsync(CancellationToken.None);
            return Hub.Owned(partition)?.Recovered.IsCompletedSuccessfully == true;
        });
    }

    /// <summary>What the host does at its end; <paramref name="shutdown"/> is its time to stop.</summary>
    public async Task StopAsync(CancellationToken shutdown)
    {
        foreach (IHostedService hosted in _hosted) await hosted.StopAsync(shutdown);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (IHostedService hosted in _hosted) await hosted.StopAsync(CancellationToken.None);
        await _services.DisposeAsync();
        await Hub.Store.DisposeAsync();
    }
}
