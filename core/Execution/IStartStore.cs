namespace Orchestrator.Core.Execution;

/// <summary>The work lists of the maintenance timers.</summary>
public interface IStartStore
{
    /// <summary>Claims pending tasks that stand alone, are due to start and have waited for <paramref name="olderThan"/>.</summary>
    Task<IReadOnlyList<RunKey>> ClaimPendingAsync(int limit, TimeSpan olderThan, CancellationToken cancellationToken);

    /// <summary>Queued and running tasks that nothing has changed for <paramref name="olderThan"/>, in the order of their ids.</summary>
    /// <param name="after">Null: from the first.</param>
    Task<IReadOnlyList<RunKey>> FindUnchangedAsync(Guid? after, int limit, TimeSpan olderThan, CancellationToken cancellationToken);

    /// <summary>Takes a queued or running task, whose instance the hub does not have, back to pending.</summary>
    /// <returns>False when it had moved on meanwhile.</returns>
    Task<bool> RescheduleAsync(RunKey run, string reason, string actor, CancellationToken cancellationToken);
}
