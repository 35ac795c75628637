using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Orchestrator.Core.Access;
using Orchestrator.Core.Events;
using Orchestrator.Database.Events;
using Orchestrator.Tests.Support.Database;

namespace Orchestrator.Database.Tests.Events;

public sealed class NotificationTests : IAsyncLifetime
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    readonly MigratedDatabase _database = new();
    readonly EventSignal _signal = new();

    NpgsqlDataSource Sql => _database.DataSource;

    IEventNotifier Notifier => _database.Services.GetRequiredService<IEventNotifier>();

    [Fact]
    public async Task NotifyCommitted_WakesAListener()
    {
        using EventListener listener = Listener(new StoppedClock());
        await StartAsync(listener);

        long seen = _signal.Version;
        Notifier.NotifyCommitted();

        await _signal.WaitAsync(seen, default).WaitAsync(Patience);
        await listener.StopAsync(default);
    }

    [Fact]
    public async Task NotifyCommitted_ManyTimesAtOnce_SendsFewAndTheLastIsNotLost()
    {
        int received = 0;
        await using NpgsqlConnection connection = await Sql.OpenConnectionAsync();
        connection.Notification += (_, _) => received++;
        await connection.ExecuteAsync($"LISTEN {EventChannel.Name}");

        await using (var notifier = new EventNotifier(Sql, new StoppedClock(), NullLogger<EventNotifier>.Instance))
        {
            for (int i = 0; i < 1000; i++)
            {
                notifier.NotifyCommitted();
            }

            await connection.WaitAsync(new CancellationTokenSource(Patience).Token);
        }

        await connection.ExecuteAsync("SELECT 1");  // takes in what else has arrived
        Assert.Equal(1, received);  // the clock stands still, so the 10 ms never pass

        for (int i = 0; i < 100; i++)
        {
            Notifier.NotifyCommitted();
        }

        await connection.WaitAsync(new CancellationTokenSource(Patience).Token);
        Assert.InRange(received, 2, 102);
    }

    [Fact]
    public async Task Listener_WhoseConnectionIsKilled_ListensAgain()
    {
        using EventListener listener = Listener(TimeProvider.System);
        await StartAsync(listener);

        int first = await ListenerPidAsync();
        await Sql.ExecuteAsync("SELECT pg_terminate_backend($1)", first);
        int second;
        using (var deadline = new CancellationTokenSource(Patience))
        {
            do
            {
                deadline.Token.ThrowIfCancellationRequested();
                second = (await ListenerPidsAsync()).SingleOrDefault();
            }
            while (second == 0 || second == first);
        }

        await listener.StopAsync(default);
        Assert.NotEqual(first, second);
    }

    [Fact]
    public async Task Listener_WithoutAnyNotification_WakesByItself()
    {
        using EventListener listener = Listener(TimeProvider.System);
        await StartAsync(listener);

        long seen = _signal.Version;

        await _signal.WaitAsync(seen, default).WaitAsync(Patience);
        await listener.StopAsync(default);
    }

    [Fact]
    public async Task WaitAsync_AfterAWakeUpBetweenReadingAndWaiting_ReturnsAtOnce()
    {
        long seen = _signal.Version;
        _signal.Wake();

        Assert.True(_signal.WaitAsync(seen, default).IsCompletedSuccessfully);
        using var cancelled = new CancellationTokenSource();
        Task waiting = _signal.WaitAsync(_signal.Version, cancelled.Token);
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task AddEventListener_RegistersTheListenerAndItsSignal()
    {
        await using ServiceProvider services = new ServiceCollection()
            .AddLogging().AddSingleton(TimeProvider.System).AddSingleton(Sql).AddEventListener().BuildServiceProvider();

        Assert.IsType<EventListener>(Assert.Single(services.GetServices<IHostedService>()));
        Assert.IsType<EventSignal>(services.GetRequiredService<IEventSignal>());
    }

    public Task InitializeAsync() => _database.InitializeAsync();

    public async Task DisposeAsync() => await _database.DisposeAsync();

    EventListener Listener(TimeProvider clock) => new(Sql, _signal, new ApiKeyChanges(), clock, NullLogger<EventListener>.Instance);

    async Task StartAsync(EventListener listener)
    {
        long seen = _signal.Version;
        await listener.StartAsync(default);
        await _signal.WaitAsync(seen, default).WaitAsync(Patience);
        await ListenerPidAsync();
    }

    async Task<int> ListenerPidAsync()
    {
        using var deadline = new CancellationTokenSource(Patience);
        while (true)
        {
            deadline.Token.ThrowIfCancellationRequested();
            if (await ListenerPidsAsync() is [int pid])
            {
                return pid;
            }
        }
    }

    Task<List<int>> ListenerPidsAsync() => Sql.ListAsync<int>(
        "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN %' AND state = 'idle'");

    /// <summary>Never ticks: only notifications wake.</summary>
    sealed class StoppedClock : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new StoppedTimer();

        sealed class StoppedTimer : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
