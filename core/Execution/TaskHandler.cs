using Orchestrator.Core.Execution.Handlers;

namespace Orchestrator.Core.Execution;

/// <summary>
/// A handler in two steps: the work itself, then what is made of its result. Both belong to one attempt, which fails when either throws.
/// </summary>
public abstract class TaskHandler : ITaskHandler
{
    /// <inheritdoc/>
    public abstract string Name { get; }

    /// <inheritdoc/>
    public virtual string Namespace => HandlerKey.EveryNamespace;

    /// <inheritdoc/>
    public virtual Version Version => HandlerKey.FirstVersion;

    /// <inheritdoc/>
    public async Task<HandlerResult> RunAsync(HandlerContext context, CancellationToken cancellationToken) =>
        await ProcessResultsAsync(context, await ProcessAsync(context, cancellationToken), cancellationToken);

    /// <summary>Does the work. Exceptions count as <see cref="ITaskHandler.RunAsync"/> says.</summary>
    protected abstract Task<HandlerResult> ProcessAsync(HandlerContext context, CancellationToken cancellationToken);

    /// <summary>Checks or shapes what the work made, before it is recorded. Here: as it is.</summary>
    protected virtual Task<HandlerResult> ProcessResultsAsync(
        HandlerContext context, HandlerResult made, CancellationToken cancellationToken) => Task.FromResult(made);
}
