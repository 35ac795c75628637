using Orchestrator.Core.Events.Names;
using Orchestrator.Core.Execution.Handlers;
using Orchestrator.Functions.Hosting;

namespace Orchestrator.Functions.Handlers.Plugins;

/// <summary>Tells the in-process bus what became of handlers and plugins.</summary>
public sealed class RegistryAnnouncements(Announcer announcer)
{
    const string Actor = "system:registry";

    public void Registered(HandlerKey handler, string? plugin) => Publish(RegistryEvents.HandlerRegistered, "handler", handler.ToString(), new { plugin });

    public void Unregistered(HandlerKey handler) => Publish(RegistryEvents.HandlerUnregistered, "handler", handler.ToString(), new { });

    public void Tell(PluginOutcome plugin)
    {
        if (plugin.Rejection is { } rejection)
        {
            Publish(RegistryEvents.PluginRejected, "plugin", plugin.Name, new { reason = rejection.Reason, message = rejection.Message });
            return;
        }

        Publish(
            RegistryEvents.PluginRegistered, "plugin", plugin.Name,
            new { handlers = plugin.Handlers.Select(h => h.ToString()), rejected = plugin.Rejected.Select(r => r.Handler) });
        foreach (HandlerKey handler in plugin.Handlers)
        {
            Registered(handler, plugin.Name);
        }

        foreach (RejectedHandler rejected in plugin.Rejected)
        {
            Publish(
                RegistryEvents.HandlerRejected, "handler", rejected.Handler,
                new { plugin = plugin.Name, reason = rejected.Rejection.Reason, message = rejected.Rejection.Message });
        }
    }

    public void Unregistered(PluginOutcome plugin) => Publish(RegistryEvents.PluginUnregistered, "plugin", plugin.Name, new { });

    /// <summary>The subscribers of this process's bus.</summary>
    public void Subscribed(string subscriber, bool isSubscribed) => Publish(
        isSubscribed ? RegistryEvents.SubscriberRegistered : RegistryEvents.SubscriberUnregistered, "subscriber", subscriber, new { });

    /// <summary>The handlers' rows are about to be renewed: other hosts and the gateway read them.</summary>
    public void Syncing(string workerId, int handlers) => Publish(RegistryEvents.SyncRequested, "worker", workerId, new { handlers });

    public void Counted(string workerId, int handlers, int plugins) =>
        Publish(RegistryEvents.StatsCollected, "worker", workerId, new { handlers, plugins });

    /// <param name="isHealthy">The handlers' rows were renewed.</param>
    public void Checked(string workerId, int handlers, bool isHealthy) =>
        Publish(RegistryEvents.HealthChecked, "worker", workerId, new { handlers, healthy = isHealthy });

    void Publish(string name, string subjectKind, string subject, object payload) => announcer.Tell(name, subjectKind, subject, Actor, payload);
}
