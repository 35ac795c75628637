namespace Orchestrator.Core.Events.Names;

/// <summary>Names of <c>template.*</c> events.</summary>
public static class TemplateEvents
{
    public const string Created = "template.created";
    public const string Activated = "template.activated";
    public const string Deactivated = "template.deactivated";
    public const string Instantiated = "template.instantiated";
}
