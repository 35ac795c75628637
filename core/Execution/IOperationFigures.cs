namespace Orchestrator.Core.Execution;

/// <summary>How the work goes, for whoever is on duty.</summary>
public interface IOperationFigures
{
    Task<OperationFigures> ReadAsync(CancellationToken cancellationToken);
}

/// <param name="OldestWaiting">How long the longest-waiting due task has not been started; zero when none waits.</param>
/// <param name="Failed">Tasks that failed within the last five minutes.</param>
/// <param name="Ended">Tasks that failed or completed within them.</param>
/// <param name="StartDelayP95">Of the first attempts that began within them: from when the task was due; zero when none began.</param>
/// <param name="ModelCostUsd">Of the model calls answered within the last hour.</param>
public sealed record OperationFigures(TimeSpan OldestWaiting, long Failed, long Ended, TimeSpan StartDelayP95, decimal ModelCostUsd);
