namespace Orchestrator.Core.Events.Names;

/// <summary>Names of <c>webhook.*</c> events.</summary>
public static class WebhookEvents
{
    public const string Delivered = "webhook.delivered";
    public const string Failed = "webhook.failed";
    public const string Dead = "webhook.dead";
}
