using Microsoft.DurableTask.Runtime.Activities;
using Microsoft.DurableTask.Runtime.Entities;
using Microsoft.DurableTask.Runtime.Replay;
using Microsoft.DurableTask.Worker;
using Microsoft.DurableTask.Worker.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.DurableTask.Runtime.Hosting;

/// <summary>The hosted service that runs a registry's orchestrators and activities on the hub of this process.</summary>
internal sealed class RuntimeDurableTaskWorker : DurableTaskWorker
{
    static readonly TimeSpan OpenPause = TimeSpan.FromSeconds(2);

    /// <summary>For commits on their way and the release of the leases, once activities have had the host's time.</summary>
    static readonly TimeSpan ReleaseGrace = TimeSpan.FromSeconds(5);
    readonly DurableHub _hub;
    readonly ActivityDispatcher _activities;
    readonly EntityDispatcher _entities;
    readonly OrchestratorHost _host;

    public RuntimeDurableTaskWorker(
        string name, IDurableTaskFactory factory, DurableHub hub, IOptionsMonitor<DurableTaskWorkerOptions> options,
        IServiceProvider services, ILoggerFactory loggerFactory)
        : base(name, factory)
    {
        _hub = hub;
        ExceptionPropertiesProvider = services.GetService<IExceptionPropertiesProvider>();
        _host = new OrchestratorHost(factory, services, options.Get(Name), loggerFactory, ExceptionPropertiesProvider);
        var stop = new HostStop(services.GetService<IHostApplicationLifetime>()?.ApplicationStopping ?? CancellationToken.None);
        _activities = new ActivityDispatcher(
            new ActivityExecutor(_host, _hub.Logger), _hub.Environment,
            _host.Options.Concurrency.ActivityWorkItemsSet ?? _hub.Options.MaxConcurrentActivities, _hub.Options.UncommittedActivitiesMax, stop);
        _hub.Activities = _activities;
        _entities = new EntityDispatcher(
            new EntityExecutor(_host, _hub.Environment, _hub.Options.EntityBatchTime, _hub.Logger), _hub.Environment,
            options.Get(Name).Concurrency.MaximumConcurrentEntityWorkItems, stop);
        _hub.Entities = _entities;
    }

    /// <summary>What this worker's orchestrators need to run, or to be replayed.</summary>
    internal OrchestratorHost Orchestrators => _host;

    /// <summary>
    /// Waits for activities that run, as long as <paramref name="cancellationToken"/> allows, and for the commits of their results. What
    /// has not ended or was not begun runs again under the partition's next owner.
    /// </summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Task.WhenAll(_activities.StopAsync(), _entities.StopAsync()).WaitAsync(cancellationToken);
            await _hub.SettleAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            if (_activities.RunningCount is > 0 and var count) DurableRuntimeLog.ActivitiesAbandoned(_hub.Logger, count);
            if (_entities.RunningCount is > 0 and var batches) DurableRuntimeLog.EntitiesAbandoned(_hub.Logger, batches);
        }

        using var grace = new CancellationTokenSource(ReleaseGrace);
        await base.StopAsync(grace.Token);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await OpenAsync(stoppingToken);
        var keeper = new PartitionKeeper(_hub, _host);
        await _hub.Environment.Run(() => keeper.RunAsync(stoppingToken));
    }

    /// <summary>Waits for the database; a missing schema that nobody here may create is no reason to end the host either.</summary>
    async Task OpenAsync(CancellationToken stoppingToken)
    {
        string? said = null;
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                await _hub.OpenAsync(stoppingToken);
                if (attempt > 1) DurableRuntimeLog.OpenResumed(_hub.Logger, _hub.Options.HubName, attempt);
                return;
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // Said once, and again when the reason is another one.
                if (said != e.Message) DurableRuntimeLog.OpenFailed(_hub.Logger, e, _hub.Options.HubName, OpenPause);
                said = e.Message;
                await Task.Delay(OpenPause, _hub.Environment.Time, stoppingToken);
            }
        }
    }
}
