using System.Data.Common;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orchestrator.Core.Execution.Handlers;
using Orchestrator.Core.Tasks;
using Orchestrator.Functions.Handlers.Plugins;

namespace Orchestrator.Functions.Hosting;

/// <summary>
/// Says at start what became of each handler and plugin, and keeps the handlers' rows in <c>handler_registrations</c> fresh while the host
/// lives.
/// </summary>
public sealed class HandlerHost(
    LoadedHandlers handlers,
    IHandlerRegistrations registrations,
    RegistryAnnouncements announcements,
    WorkerIdentity worker,
    TimeProvider timeProvider,
    ILogger<HandlerHost> logger) : BackgroundService
{
    internal static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(30);

    // It waits in an orchestrator and so is no ITaskHandler.
    static readonly HandlerKey Sleep = new(HandlerKey.EveryNamespace, HandlerNames.Sleep, HandlerKey.FirstVersion);

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (HandlerKey handler in handlers.BuiltIn)
        {
            announcements.Registered(handler, plugin: null);
        }

        foreach (PluginOutcome plugin in handlers.Plugins)
        {
            announcements.Tell(plugin);
            Log(plugin);
        }

        return base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        foreach (HandlerKey handler in handlers.Registry.Keys)
        {
            announcements.Unregistered(handler);
        }

        foreach (PluginOutcome plugin in handlers.Plugins.Where(p => p.Rejection is null))
        {
            announcements.Unregistered(plugin);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await RenewAsync(stoppingToken);
            await Task.Delay(Heartbeat, timeProvider, stoppingToken);
        }
    }

    async Task RenewAsync(CancellationToken cancellationToken)
    {
        HandlerKey[] offered = [.. handlers.Registry.Keys, Sleep];
        bool isHealthy = true;
        announcements.Syncing(worker.Id, offered.Length);
        try
        {
            await registrations.RenewAsync(offered, cancellationToken);
        }
        catch (DbException e)
        {
            isHealthy = false;
            FunctionsLog.RegistrationsNotRenewed(logger, e, offered.Length);
        }

        announcements.Counted(worker.Id, offered.Length, handlers.Plugins.Count(p => p.Rejection is null));
        announcements.Checked(worker.Id, offered.Length, isHealthy);
    }

    void Log(PluginOutcome plugin)
    {
        if (plugin.Rejection is { } rejection)
        {
            FunctionsLog.PluginRejected(logger, plugin.Name, rejection.Reason, rejection.Message);
            return;
        }

        FunctionsLog.PluginLoaded(logger, plugin.Name, plugin.Handlers.Count);
        foreach (RejectedHandler rejected in plugin.Rejected)
        {
            FunctionsLog.HandlerRejected(logger, rejected.Handler, plugin.Name, rejected.Rejection.Reason, rejected.Rejection.Message);
        }
    }
}
