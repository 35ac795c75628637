namespace Orchestrator.Core.Orchestration;

/// <summary>
/// The function app's HTTP triggers as the gateway calls them, below <c>/api/</c>, with <c>x-functions-key</c>.
/// </summary>
public static class FunctionRoutes
{
    /// <summary>POST, body: the input. 202 <see cref="StartResult"/>; 404 unknown orchestrator; 400 malformed.</summary>
    public const string Start = "orchestrations/{name}/{instanceId}";

    /// <summary>POST, body: <see cref="StartManyRequest"/>, 1 to 50. 202 with an array of <see cref="StartResult"/> in its order.</summary>
    public const string StartMany = "orchestrations/{name}";

    /// <summary>GET. 200 <see cref="InstanceStatus"/>; 404.</summary>
    public const string Instance = "instances/{instanceId}";

    /// <summary>POST, body: the payload as JSON. 202; 404 no such instance; 410 it has ended.</summary>
    public const string RaiseEvent = "instances/{instanceId}/events/{eventName}";

    /// <summary>POST, body: <see cref="TerminateRequest"/> or none. 202; 404; 410.</summary>
    public const string Terminate = "instances/{instanceId}/terminate";

    /// <summary>POST. 202; 404; 410.</summary>
    public const string Suspend = "instances/{instanceId}/suspend";

    /// <summary>POST. 202; 404; 410.</summary>
    public const string Resume = "instances/{instanceId}/resume";
}

public sealed record StartResult(string InstanceId, bool AlreadyExisted);

public sealed record StartManyRequest(IReadOnlyList<StartManyEntry> Starts);

/// <param name="Input">Any JSON value.</param>
public sealed record StartManyEntry(string InstanceId, System.Text.Json.JsonElement? Input);

/// <param name="RuntimeStatus">Durable Task's name: Running, Completed, Failed, Canceled, Terminated, Pending, Suspended.</param>
public sealed record InstanceStatus(
    string InstanceId, string Name, string RuntimeStatus, DateTimeOffset CreatedAt, DateTimeOffset LastUpdatedAt, string? CustomStatus, string? Failure);

public sealed record TerminateRequest(string? Reason);
