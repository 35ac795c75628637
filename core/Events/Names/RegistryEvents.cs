namespace Orchestrator.Core.Events.Names;

/// <summary>Names of <c>registry.*</c> events.</summary>
public static class RegistryEvents
{
    public const string HandlerRegistered = "registry.handler_registered";
    public const string HandlerUnregistered = "registry.handler_unregistered";
    public const string HandlerRejected = "registry.handler_rejected";
    public const string PluginRegistered = "registry.plugin_registered";
    public const string PluginUnregistered = "registry.plugin_unregistered";
    public const string PluginRejected = "registry.plugin_rejected";
    public const string SubscriberRegistered = "registry.subscriber_registered";
    public const string SubscriberUnregistered = "registry.subscriber_unregistered";
    public const string SubscriberRejected = "registry.subscriber_rejected";
    public const string SyncRequested = "registry.sync_requested";
    public const string HealthChecked = "registry.health_checked";
    public const string StatsCollected = "registry.stats_collected";
    public const string CrossDiscovered = "registry.cross_discovered";
    public const string CoordinationCompleted = "registry.coordination_completed";
}
