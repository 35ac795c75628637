namespace Orchestrator.Functions.Hosting;

/// <summary>Names this process in the rows that it writes: machine, process and a part that no restart repeats.</summary>
public sealed record WorkerIdentity(string Id)
{
    public static WorkerIdentity OfThisProcess() =>
        new($"{Environment.MachineName}:{Environment.ProcessId}:{Guid.NewGuid().ToString("N")[..8]}");
}
