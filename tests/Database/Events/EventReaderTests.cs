using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Orchestrator.Core.Events;
using Orchestrator.Core.Tasks;
using Orchestrator.Database.Model;
using Orchestrator.Database.Tests.Tasks;
using Orchestrator.Tests.Support.Database;

namespace Orchestrator.Database.Tests.Events;

public sealed class EventReaderTests : IAsyncLifetime
{
    // Other databases' transactions hold "settled" back too: it comes, but nobody knows when.
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    readonly MigratedDatabase _database = new();

    NpgsqlDataSource Sql => _database.DataSource;

    IEventReader Reader => _database.Services.GetRequiredService<IEventReader>();

    [Fact]
    public async Task ReadSubjectAsync_FromASequence_ReturnsThePageAfterIt()
    {
        Guid id = await Sql.InsertTaskInAsync(TaskRecordStatus.Completed);

        IReadOnlyList<LifecycleEvent> page = await Reader.ReadSubjectAsync(id, 1, 2, default);
        IReadOnlyList<LifecycleEvent> rest = await Reader.ReadSubjectAsync(id, 3, 100, default);

        Assert.Equal([(2, "task.queued"), (3, "task.started")], page.Select(e => (e.Sequence, e.Name)));
        LifecycleEvent last = Assert.Single(rest);
        Assert.Equal(("task", id, "task.completed", "manual:test"), (last.SubjectKind, last.SubjectId, last.Name, last.Actor));
        Assert.Equal(NamespaceRow.DefaultId, last.NamespaceId);
        Assert.Empty(await Reader.ReadSubjectAsync(Guid.NewGuid(), 0, 10, default));
    }

    [Fact]
    public async Task ReadAllAsync_WithAWriterThatCommitsLate_LosesNothing()
    {
        await using NpgsqlConnection late = await Sql.OpenConnectionAsync();
        await using NpgsqlTransaction transaction = await late.BeginTransactionAsync();
        Guid lateTask = Guid.CreateVersion7();
        await late.ExecuteAsync("INSERT INTO orchestrator.tasks (id, name, task_name) VALUES ($1, 'late', 'sum')", lateTask);
        Guid earlyTask = await Sql.InsertTaskAsync();

        // The early one has the greater transaction: handing it out now would step over the late one.
        Assert.Empty(await Reader.ReadAllAsync(null, EventPosition.Start, 10, default));
        Assert.Equal(EventPosition.Start, await Reader.ReadEndAsync(default));
        await transaction.CommitAsync();

        IReadOnlyList<LifecycleEvent> events = await ReadUntilAsync(null, 2);
        Assert.Equal([lateTask, earlyTask], events.Select(e => e.SubjectId));
        Assert.Equal(events[1].Position, await Reader.ReadEndAsync(default));
    }

    [Fact]
    public async Task ReadAllAsync_PageByPageWhileManyWrite_SeesEveryEventOnceInOrder()
    {
        const int Writers = 8, TasksEach = 25;
        Task writing = Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            for (int i = 0; i < TasksEach; i++)
            {
                await using NpgsqlConnection connection = await Sql.OpenConnectionAsync();
                await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync();
                await connection.ExecuteAsync("INSERT INTO orchestrator.tasks (name, task_name) VALUES ('one', 'sum'), ('two', 'sum')");
                if ((writer + i) % 3 == 0)
                {
                    await connection.ExecuteAsync("SELECT pg_sleep(0.005)");  // lets others that began later commit before
                }

                await transaction.CommitAsync();
            }
        })));

        IReadOnlyList<LifecycleEvent> seen = await ReadUntilAsync(null, Writers * TasksEach * 2, pageSize: 7);
        await writing;

        Assert.Equal(seen.Select(e => e.Position).Distinct().Order(), seen.Select(e => e.Position));
        Assert.Equal(
            (await Sql.ListAsync<Guid>("SELECT id FROM orchestrator.tasks")).Order(), seen.Select(e => e.SubjectId).Order());
    }

    [Fact]
    public async Task ReadAllAsync_OfANamespace_LeavesTheOthersOut()
    {
        Guid other = await Sql.ReadAsync<Guid>("INSERT INTO orchestrator.namespaces (name) VALUES ('other') RETURNING id");
        await Sql.InsertTaskAsync();
        Guid ours = await Sql.InsertTaskAsync("namespace_id", $"'{other}'");

        IReadOnlyList<LifecycleEvent> events = await ReadUntilAsync(other, 1);
        await ReadUntilAsync(null, 2);

        Assert.Equal([ours], events.Select(e => e.SubjectId));
        Assert.Single(await Reader.ReadAllAsync(other, EventPosition.Start, 10, default));
    }

    public Task InitializeAsync() => _database.InitializeAsync();

    public async Task DisposeAsync() => await _database.DisposeAsync();

    async Task<IReadOnlyList<LifecycleEvent>> ReadUntilAsync(Guid? namespaceId, int count, int pageSize = 100)
    {
        using var deadline = new CancellationTokenSource(Patience);
        var events = new List<LifecycleEvent>();
        EventPosition position = EventPosition.Start;
        while (events.Count < count)
        {
            IReadOnlyList<LifecycleEvent> page = await Reader.ReadAllAsync(namespaceId, position, pageSize, deadline.Token);
            Assert.InRange(page.Count, 0, pageSize);
            events.AddRange(page);
            position = events.Count > 0 ? events[^1].Position : position;
        }

        return events;
    }
}
