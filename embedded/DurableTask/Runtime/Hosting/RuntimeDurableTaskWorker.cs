using Microsoft.DurableTask.Runtime.Activities;
using Microsoft.DurableTask.Runtime.Replay;
using Microsoft.DurableTask.Worker;
using Microsoft.DurableTask.Worker.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.DurableTask.Runtime.Hosting;

/// <summary>The hosted service that runs a registry's orchestrators and activities on the hub of this process.</summary>
internal sealed class RuntimeDurableTaskWorker : DurableTaskWorker
{
    static readonly TimeSpan OpenPause = TimeSpan.FromSeconds(2);
    readonly DurableHub _hub;
    readonly OrchestratorHost _host;

    public RuntimeDurableTaskWorker(
        string name, IDurableTaskFactory factory, DurableHub hub, IOptionsMonitor<DurableTaskWorkerOptions> options,
        IServiceProvider services, ILoggerFactory loggerFactory)
        : base(name, factory)
    {
        _hub = hub;
        ExceptionPropertiesProvider = services.GetService<IExceptionPropertiesProvider>();
        _host = new OrchestratorHost(factory, services, options.Get(Name), loggerFactory, ExceptionPropertiesProvider);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        _hub.Activities = new ActivityDispatcher(
            new ActivityExecutor(_host, _hub.Logger), _hub.Environment, _hub.Options.MaxConcurrentActivities);
        await OpenAsync(stoppingToken);
        var keeper = new PartitionKeeper(_hub, _host);
        await _hub.Environment.Run(() => keeper.RunAsync(stoppingToken));
    }

    /// <summary>Waits for the database; a missing schema that nobody here may create is no reason to end the host either.</summary>
    async Task OpenAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                await _hub.OpenAsync(stoppingToken);
                return;
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                DurableRuntimeLog.OpenFailed(_hub.Logger, e, _hub.Options.HubName, OpenPause);
                await Task.Delay(OpenPause, _hub.Environment.Time, stoppingToken);
            }
        }
    }
}
