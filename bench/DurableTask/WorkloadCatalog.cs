using Orchestrator.Bench.DurableTask.Workloads;

namespace Orchestrator.Bench.DurableTask;

/// <summary>The workloads by name.</summary>
internal static class WorkloadCatalog
{
    static readonly IReadOnlyList<IWorkload> All =
        [new BurstWorkload(), new FanOutWorkload(), new SerialWorkload(), new QueuedWorkload(), new KilledWorkload(), new OneByOneWorkload()];

    public static IEnumerable<string> Names => All.Select(w => w.Name);

    public static IWorkload Get(string name) => All.Single(w => w.Name == name);
}
