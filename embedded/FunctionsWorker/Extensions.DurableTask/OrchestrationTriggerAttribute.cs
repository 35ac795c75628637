using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>On a <see cref="Microsoft.DurableTask.TaskOrchestrationContext"/>; one more parameter may take the input.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class OrchestrationTriggerAttribute : TriggerBindingAttribute
{
    /// <summary>The orchestrator's name; null: the function's.</summary>
    public string? Orchestration { get; set; }
}
