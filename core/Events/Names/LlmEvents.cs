namespace Orchestrator.Core.Events.Names;

/// <summary>Names of <c>llm.*</c> events.</summary>
public static class LlmEvents
{
    public const string CallIntended = "llm.call_intended";
    public const string CallCompleted = "llm.call_completed";
    public const string CallReused = "llm.call_reused";
    public const string CallRetried = "llm.call_retried";
    public const string CallFailed = "llm.call_failed";
    public const string CallUnknown = "llm.call_unknown";
    public const string ProviderSwitched = "llm.provider_switched";
    public const string OutputRepaired = "llm.output_repaired";
    public const string BatchSubmitted = "llm.batch_submitted";
}
