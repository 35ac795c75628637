using Npgsql;
using Orchestrator.Core.Events;
using Orchestrator.Gateway.Tests.Hosting;
using Orchestrator.Protos.V1;
using Task = System.Threading.Tasks.Task;

namespace Orchestrator.Gateway.Tests.Events;

public sealed class WatchNamespaceTests(GatewayHost gateway) : IClassFixture<GatewayHost>
{
    readonly string _namespace = Requests.NewNamespace();

    [Fact]
    public async Task Watch_FromNowOn_GivesOnlyThisNamespaceAndOnlyWhatIsNew()
    {
        await CreateAsync("old");
        await WaitUntilSettledAsync(2);
        using var watcher = new Watcher(gateway.Events, new WatchRequest { Namespace = _namespace });
        Assert.NotNull((await watcher.ReadAsync())!.Heartbeat);
        await gateway.Tasks.CreateTaskAsync(Requests.Echo(@namespace: Requests.NewNamespace()));
        string id = await CreateAsync("new");
        await watcher.ReadCountAsync(2);
        Assert.Equal([("task.created", id), ("task.queued", id)], watcher.Events.Select(e => (e.Name, e.SubjectId)));
    }

    [Fact]
    public async Task Watch_WritersCommitOutOfOrder_GivesEachEventOnceInPositionOrder()
    {
        await CreateAsync("first");
        using var watcher = new Watcher(gateway.Events, new WatchRequest { Namespace = _namespace, AfterPosition = $"{EventPosition.Start}" });
        await watcher.ReadCountAsync(2);

        // The early transaction takes its place in the order, others commit after it began, and it commits last.
        await using NpgsqlConnection early = await gateway.Database.DataSource.OpenConnectionAsync();
        await using NpgsqlTransaction transaction = await early.BeginTransactionAsync();
        Guid earlyId = await InsertAsync(early);
        string[] late = await Task.WhenAll(Enumerable.Range(0, 5).Select(i => CreateAsync($"late {i}")));
        await transaction.CommitAsync();

        await watcher.ReadCountAsync(2 + 1 + (2 * late.Length));
        Assert.Equal($"{earlyId}", watcher.Events[2].SubjectId);
        AssertOnceAndInOrder(watcher.Events);
        await AssertCompleteAsync(watcher.Events);
    }

    [Fact]
    public async Task Watch_ReconnectedUnderLoad_GivesEachEventOnceInOrder()
    {
        const int Tasks = 60;
        await CreateAsync("first");
        var seen = new List<Event>();
        string position = $"{EventPosition.Start}";
        Task writing = Parallel.ForEachAsync(
            Enumerable.Range(1, Tasks - 1), new ParallelOptions { MaxDegreeOfParallelism = 6 }, async (i, _) => await CreateAsync($"task {i}"));
        while (seen.Count < 2 * Tasks)
        {
            using var watcher = new Watcher(gateway.Events, new WatchRequest { Namespace = _namespace, AfterPosition = position });
            await watcher.ReadCountAsync(Math.Min(17, (2 * Tasks) - seen.Count));
            seen.AddRange(watcher.Events);
            position = watcher.Position;
        }

        await writing;
        AssertOnceAndInOrder(seen);
        await AssertCompleteAsync(seen);
    }

    [Fact]
    public async Task Watch_GatewayRestarts_GoesOnFromThePosition()
    {
        await using GatewayHost own = await GatewayHost.StartAsync();
        await own.Tasks.CreateTaskAsync(Requests.Echo());
        var first = new Watcher(own.Events, new WatchRequest { AfterPosition = $"{EventPosition.Start}" });
        await first.ReadCountAsync(2);
        first.Dispose();
        await own.RestartAsync();
        await own.Tasks.CreateTaskAsync(Requests.Echo());
        using var second = new Watcher(own.Events, new WatchRequest { AfterPosition = first.Position });
        await second.ReadCountAsync(2);
        Assert.Equal(["task.created", "task.queued"], second.Events.Select(e => e.Name));
        AssertOnceAndInOrder([.. first.Events, .. second.Events]);
    }

    static void AssertOnceAndInOrder(IReadOnlyList<Event> events)
    {
        EventPosition[] positions = [.. events.Select(e => EventPosition.TryParse(e.Position, out EventPosition p) ? p : default)];
        Assert.Equal(positions.Order().Distinct(), positions);
    }

    async Task AssertCompleteAsync(IReadOnlyList<Event> events)
    {
        long stored = await gateway.QueryAsync<long>(
            """
            SELECT count(*) FROM orchestrator.lifecycle_events AS e JOIN orchestrator.namespaces AS n ON n.id = e.namespace_id
            WHERE n.name = $1
            """,
            _namespace);
        Assert.Equal(stored, events.Count);
    }

    async Task<string> CreateAsync(string name) =>
        (await gateway.Tasks.CreateTaskAsync(Requests.Echo(name, @namespace: _namespace))).Task.Id;

    async Task<Guid> InsertAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand(
            """
            INSERT INTO orchestrator.tasks (name, task_name, namespace_id)
            SELECT 'early', 'debug.echo', id FROM orchestrator.namespaces WHERE name = $1 RETURNING id
            """,
            connection)
        {
            Parameters = { new() { Value = _namespace } },
        };
        return (Guid)(await command.ExecuteScalarAsync())!;
    }

    // Any transaction on the server holds back what is settled; so wait for the state, not for a while.
    async Task WaitUntilSettledAsync(int events)
    {
        using var watcher = new Watcher(gateway.Events, new WatchRequest { Namespace = _namespace, AfterPosition = $"{EventPosition.Start}" });
        await watcher.ReadCountAsync(events);
    }
}
