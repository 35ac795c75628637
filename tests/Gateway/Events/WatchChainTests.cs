using Grpc.Core;
using Orchestrator.Core.Events;
using Orchestrator.Gateway.Tests.Hosting;
using Orchestrator.Protos.V1;
using static Orchestrator.Core.Tasks.TaskRecordStatus;
using Task = System.Threading.Tasks.Task;

namespace Orchestrator.Gateway.Tests.Events;

public sealed class WatchChainTests(GatewayHost gateway) : IClassFixture<GatewayHost>, IAsyncLifetime
{
    readonly string _namespace = Requests.NewNamespace();
    Guid _namespaceId;

    public async Task InitializeAsync() => _namespaceId = await gateway.NamespaceIdAsync(_namespace);

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Watch_AChain_GivesItsEventsAndItsTasksAlone()
    {
        Guid a = await gateway.AddNodeAsync(_namespaceId, "a");
        Guid chain = await gateway.ChainOfAsync(a);
        using var watcher = Watch(chain, $"{EventPosition.Start}");
        await watcher.ReadCountAsync(2);

        await gateway.AddNodeAsync(_namespaceId, "of another chain");
        await MoveToEndAsync(a);
        await watcher.ReadUntilAsync(e => e.Name == "chain.completed");

        Assert.Equal(["chain.created", "task.created"], watcher.Events.Take(2).Select(e => e.Name).Order(StringComparer.Ordinal));
        Assert.Equal(
            ["task.queued", "task.started", "task.completed"],
            watcher.Events.Where(e => e.SubjectId == $"{a}").Skip(1).Select(e => e.Name));
        Assert.Equal(["chain.started", "chain.completed"], watcher.Events.Where(e => e.SubjectId == $"{chain}").Skip(1).Select(e => e.Name));
        await AssertCompleteAsync(chain, watcher.Events);
    }

    [Fact]
    public async Task Watch_AChainUnderLoad_ResumesByPositionWithoutGapOrRepeat()
    {
        const int Nodes = 24;
        Guid root = await gateway.AddNodeAsync(_namespaceId, "root");
        Guid chain = await gateway.ChainOfAsync(root);
        var ids = new List<Guid> { root };
        for (int i = 1; i < Nodes; i++)
        {
            ids.Add(await gateway.AddNodeAsync(_namespaceId, $"n{i}", root));
        }

        Task working = Parallel.ForEachAsync(
            ids, new ParallelOptions { MaxDegreeOfParallelism = 6 }, async (id, _) => await MoveToEndAsync(id));
        var seen = new List<Event>();
        string position = $"{EventPosition.Start}";
        await ReadAsync(4 * Nodes);
        await working;

        // Which event is the last one, only the transactions' numbers say.
        await ReadAsync((int)await CountAsync(chain));
        Assert.Equal(seen.Select(e => e.EventId).Distinct(), seen.Select(e => e.EventId));
        foreach (IGrouping<string, Event> subject in seen.GroupBy(e => e.SubjectId))
        {
            Assert.Equal(Enumerable.Range(1, subject.Count()), subject.Select(e => e.Sequence));
        }

        await AssertCompleteAsync(chain, seen);

        async Task ReadAsync(int total)
        {
            while (seen.Count < total)
            {
                using var watcher = Watch(chain, position);
                await watcher.ReadCountAsync(Math.Min(13, total - seen.Count));
                seen.AddRange(watcher.Events);
                position = watcher.Position;
            }
        }
    }

    [Fact]
    public async Task Watch_AChainFromNowOn_BeginsWithAPositionToResumeFrom()
    {
        Guid a = await gateway.AddNodeAsync(_namespaceId, "a");
        Guid chain = await gateway.ChainOfAsync(a);
        string start;
        using (Watcher first = Watch(chain, ""))
        {
            start = (await first.ReadAsync())!.Heartbeat.Position;
        }

        await MoveToEndAsync(a);
        using Watcher second = Watch(chain, start);
        await second.ReadUntilAsync(e => e.Name == "chain.completed");
        Assert.Contains(second.Events, e => e.Name == "task.started");
    }

    [Fact]
    public async Task Watch_AChainOfAnotherNamespace_IsNotFound()
    {
        Guid chain = await gateway.ChainOfAsync(await gateway.AddNodeAsync(_namespaceId, "a"));
        CallError error = await CallError.OfAsync(() => ReadOneAsync(new WatchRequest { ChainId = $"{chain}" }));
        Assert.Equal((StatusCode.NotFound, "CHAIN_NOT_FOUND"), (error.Code, error.Info.Type));
    }

    [Fact]
    public async Task Watch_AChainWithWhatIsATasks_NamesTheField()
    {
        string id = $"{Guid.NewGuid()}";
        (WatchRequest Request, string Field)[] wrong =
        [
            (new() { ChainId = id, TaskId = id }, "chain_id"),
            (new() { ChainId = "c" }, "chain_id"),
            (new() { ChainId = id, AfterSequence = 1 }, "after_sequence"),
            (new() { ChainId = id, StopWhenDone = true }, "stop_when_done"),
            (new() { ChainId = id, AfterPosition = "x" }, "after_position"),
        ];
        foreach ((WatchRequest request, string field) in wrong)
        {
            Assert.Equal([field], (await CallError.OfAsync(() => ReadOneAsync(request))).Fields);
        }
    }

    Watcher Watch(Guid chain, string after) =>
        new(gateway.Events, new WatchRequest { Namespace = _namespace, ChainId = $"{chain}", AfterPosition = after });

    async Task ReadOneAsync(WatchRequest request)
    {
        using var watcher = new Watcher(gateway.Events, request);
        await watcher.ReadAsync();
    }

    async Task MoveToEndAsync(Guid id)
    {
        await gateway.Transitions.TryMoveAsync(id, run: null, [Pending], Queued, "system", metadata: null, CancellationToken.None);
        await gateway.Transitions.TryMoveAsync(id, run: null, [Queued], Running, "system", metadata: null, CancellationToken.None);
        await gateway.Transitions.TryMoveAsync(id, run: null, [Running], Completed, "system", metadata: null, CancellationToken.None);
    }

    async Task AssertCompleteAsync(Guid chain, IReadOnlyList<Event> events) => Assert.Equal(await CountAsync(chain), events.Count);

    Task<long> CountAsync(Guid chain) =>
        gateway.QueryAsync<long>("SELECT count(*) FROM orchestrator.lifecycle_events WHERE scope_id = $1", chain);
}
