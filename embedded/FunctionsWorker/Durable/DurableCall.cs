using Microsoft.DurableTask;

namespace Microsoft.Azure.Functions.Worker.Durable;

/// <summary>What starts an orchestrator or an activity.</summary>
/// <param name="OrchestrationContext">Null for an activity.</param>
sealed record DurableCall(TaskOrchestrationContext? OrchestrationContext, object? Input);
