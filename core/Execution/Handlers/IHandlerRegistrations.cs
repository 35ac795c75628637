namespace Orchestrator.Core.Execution.Handlers;

/// <summary>Which handlers hosts offer: rows that a host renews while it lives.</summary>
public interface IHandlerRegistrations
{
    /// <summary>Writes or renews <paramref name="handlers"/> as seen now.</summary>
    Task RenewAsync(IReadOnlyList<HandlerKey> handlers, CancellationToken cancellationToken);

    /// <summary>Handlers that some host has offered within <paramref name="age"/>.</summary>
    Task<IReadOnlyList<HandlerKey>> FindAsync(TimeSpan age, CancellationToken cancellationToken);
}
