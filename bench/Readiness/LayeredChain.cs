using Orchestrator.Bench.Domain;
using Orchestrator.Core.Chains.Planning;
using Orchestrator.Core.Tasks;

namespace Orchestrator.Bench.Readiness;

/// <summary>A chain in layers; each task but those of the first layer has two parents in the layer before.</summary>
internal sealed class LayeredChain(int layers, int width)
{
    readonly Guid[] _tasks = [.. Enumerable.Range(0, layers * width).Select(_ => Guid.CreateVersion7())];

    public Guid Id { get; } = Guid.CreateVersion7();

    public ChainPlan Plan() => new(
        [.. _tasks.Select((_, task) => new PlanNode(KeyOf(task), Position: task / width))],
        [.. Edges().Select(e => new PlanEdge(KeyOf(e.Parent), KeyOf(e.Child)))],
        new PlanOptions());

    public NodeState[] States(int doneLayers) =>
        [.. _tasks.Select((_, task) => new NodeState(task < doneLayers * width ? TaskRecordStatus.Completed : TaskRecordStatus.Pending))];

    /// <summary>As clients and workers would make it: through the triggers.</summary>
    public async Task StoreAsync(DomainDatabase database, int doneLayers, CancellationToken cancellationToken)
    {
        await database.ExecuteAsync("INSERT INTO orchestrator.task_chains (id, chain_name) VALUES ($1, 'layers')", cancellationToken, Id);
        await database.ExecuteAsync(
            "INSERT INTO orchestrator.tasks (id, name, task_name, chain_id, node_key) SELECT u.id, u.key, 'debug.echo', $1, u.key FROM unnest($2, $3) AS u (id, key)",
            cancellationToken, Id, _tasks, _tasks.Select((_, task) => KeyOf(task)).ToArray());
        (int Parent, int Child)[] edges = [.. Edges()];
        await database.ExecuteAsync(
            "INSERT INTO orchestrator.task_chain_edges (parent_task_id, child_task_id) SELECT * FROM unnest($1, $2)",
            cancellationToken, edges.Select(e => _tasks[e.Parent]).ToArray(), edges.Select(e => _tasks[e.Child]).ToArray());
        foreach (string status in (string[])["queued", "running", "completed"])
        {
            await database.ExecuteAsync(
                $"UPDATE orchestrator.tasks SET status = '{status}' WHERE id = ANY ($1)", cancellationToken, (object)_tasks[..(doneLayers * width)]);
        }

        await database.ExecuteAsync("ANALYZE orchestrator.tasks, orchestrator.task_chain_edges", cancellationToken);
    }

    IEnumerable<(int Parent, int Child)> Edges() =>
        from child in Enumerable.Range(width, (layers - 1) * width)
        from shift in (int[])[0, 1]
        select (((child / width) - 1) * width + ((child + shift) % width), child);

    static string KeyOf(int task) => $"n{task}";
}
