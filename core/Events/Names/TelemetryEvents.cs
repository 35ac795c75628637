namespace Orchestrator.Core.Events.Names;

/// <summary>Names of <c>telemetry.*</c> events.</summary>
public static class TelemetryEvents
{
    public const string ExportRequested = "telemetry.export_requested";
    public const string ExportCompleted = "telemetry.export_completed";
    public const string ExportFailed = "telemetry.export_failed";
    public const string Synced = "telemetry.synced";
}
