namespace Orchestrator.Bench.DurableTask.Load;

/// <param name="Hub">The hub that the round runs on.</param>
/// <param name="Count">Orchestrations, or of W2 activities.</param>
internal sealed record LoadContext(string ConnectionString, string Hub, int Count);
