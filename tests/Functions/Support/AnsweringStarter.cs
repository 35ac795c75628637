using Orchestrator.Core.Orchestration;

namespace Orchestrator.Functions.Tests.Support;

/// <summary>A function host that gives one answer to every start.</summary>
sealed class AnsweringStarter(StartOutcome outcome) : IOrchestrationStarter
{
    public Task<StartOutcome> StartAsync(string orchestrator, string instanceId, object input, CancellationToken cancellationToken) =>
        Task.FromResult(outcome);
}
