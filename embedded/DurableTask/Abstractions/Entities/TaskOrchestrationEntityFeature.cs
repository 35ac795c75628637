namespace Microsoft.DurableTask.Entities;

/// <summary>Calls to durable entities, which the embedded runtime does not have; the type stands in signatures.</summary>
public abstract class TaskOrchestrationEntityFeature;
