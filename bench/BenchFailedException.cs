namespace Orchestrator.Bench;

/// <summary>The workload did not do what it measures: a fast wrong answer is no result.</summary>
internal sealed class BenchFailedException(string message) : InvalidOperationException(message);
