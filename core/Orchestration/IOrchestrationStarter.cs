namespace Orchestrator.Core.Orchestration;

/// <summary>
/// Starts orchestrations: over the function app's HTTP starters in the gateway, over its durable client in the function
/// app. An instance that exists already, running or ended, counts as started and is never overwritten.
/// </summary>
public interface IOrchestrationStarter
{
    /// <param name="input">Serialized as JSON; ids and small records only.</param>
    Task<StartOutcome> StartAsync(string orchestrator, string instanceId, object input, CancellationToken cancellationToken);
}

/// <summary>What became of a start.</summary>
public abstract record StartOutcome
{
    StartOutcome()
    {
    }

    /// <summary>The hub has the instance.</summary>
    public sealed record Started(bool AlreadyExisted) : StartOutcome;

    /// <summary>No answer, a timeout or a 5xx: it may or may not have started, and trying again is safe.</summary>
    public sealed record Unreachable(string Reason) : StartOutcome;

    /// <summary>A 4xx: the host will never take this start.</summary>
    public sealed record Refused(int HttpStatus, string Reason) : StartOutcome;
}
