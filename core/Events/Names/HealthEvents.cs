namespace Orchestrator.Core.Events.Names;

/// <summary>Names of <c>health.*</c> events.</summary>
public static class HealthEvents
{
    public const string StatusChanged = "health.status_changed";
}
