namespace Orchestrator.Core.Orchestration;

/// <summary>The unsent rows of <c>orchestration_signals</c>.</summary>
public interface IOrchestrationSignalStore
{
    /// <summary>Claims unsent signals, oldest first, for <paramref name="lease"/>; another claimer does not see them until then.</summary>
    Task<IReadOnlyList<OrchestrationSignal>> ClaimUnsentAsync(int limit, TimeSpan lease, CancellationToken cancellationToken);

    Task MarkSentAsync(Guid signalId, CancellationToken cancellationToken);

    /// <summary>Keeps an unsent signal from being claimed for <paramref name="pause"/>.</summary>
    Task PostponeAsync(Guid signalId, TimeSpan pause, CancellationToken cancellationToken);
}
