namespace Orchestrator.Core.Chains.Storage;

/// <summary>The database refuses edges that make a cycle or join tasks of different chains; the message names the task.</summary>
public sealed class ChainEdgesRefusedException(string message, Exception cause) : Exception(message, cause);
