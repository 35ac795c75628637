using System.Diagnostics.CodeAnalysis;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Runtime;
using Microsoft.DurableTask.Runtime.Activities;
using Microsoft.DurableTask.Runtime.Clients;
using Microsoft.DurableTask.Runtime.Hosting;
using Microsoft.DurableTask.Runtime.Replay;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.DurableTask.Tests.Simulation;

/// <summary>A host with a worker and a client: the runtime's own parts, on the world's time and threads.</summary>
internal sealed class SimulatedProcess
{
    static readonly IServiceProvider Services = new ServiceCollection().BuildServiceProvider();
    readonly World _world;
    readonly Server _server;
    readonly Connection _connection;
    readonly List<Action<Exception>> _calls = [];
    readonly CancellationTokenSource _stopping = new();
    readonly RuntimeEnvironment _environment;
    readonly OrchestratorHost _host;

    public SimulatedProcess(World world, Server server, DurableTaskRegistry tasks, string name, DurableRuntimeOptions options)
    {
        (_world, _server) = (world, server);
        Scheduler = new ProcessScheduler(world, name);
        _connection = new Connection(world, server, Scheduler);
        _environment = new RuntimeEnvironment(new ProcessTime(world, Scheduler), world.NewId, Scheduler);
        ILoggerFactory logs = new WorldLog(world, name);
        Hub = new DurableHub(_connection, options, _environment, logs.CreateLogger<DurableHub>());
        _host = new OrchestratorHost(new DurableTaskFactory(tasks), Services, new DurableTaskWorkerOptions(), logs);
        Hub.Activities = new ActivityDispatcher(
            new ActivityExecutor(_host, Hub.Logger), _environment, options.MaxConcurrentActivities,
            options.UncommittedActivitiesMax, new HostStop(CancellationToken.None));
        Client = new RuntimeDurableTaskClient("", Hub, new ClientOptions());
    }

    public ProcessScheduler Scheduler { get; }

    public DurableHub Hub { get; }

    public RuntimeDurableTaskClient Client { get; }

    public TimeProvider Time => _environment.Time;

    /// <summary>The hub is open, and clients may call.</summary>
    public bool IsOpen { get; private set; }

    public bool IsStopping { get; private set; }

    public void Start() => Run(async () =>
    {
        _world.Note(Scheduler.Name, "starts");
        while (!IsOpen)
        {
            try
            {
                await Hub.OpenAsync(CancellationToken.None);
                IsOpen = true;
            }
            catch (IOException)
            {
                await Task.Delay(TimeSpan.FromSeconds(1), Time, CancellationToken.None);
            }
        }

        await new PartitionKeeper(Hub, _host).RunAsync(_stopping.Token);
        _world.Note(Scheduler.Name, "ends");
        Kill();
    });

    /// <summary>The host's own end: commits what runs, gives its partitions back.</summary>
    public void Stop() => Run(async () =>
    {
        IsStopping = true;
        await _environment.CancelAsync(_stopping);
    });

    public void Kill()
    {
        Scheduler.Kill();
        _server.Forget(_connection);
        foreach (Action<Exception> fail in _calls) fail(new IOException($"{Scheduler.Name} died; the outcome of the call is unknown."));
        _calls.Clear();
    }

    /// <summary>Calls this process's client from outside; fails when the process dies before it has answered.</summary>
    public Task<T> CallAsync<T>(Func<DurableTaskClient, Task<T>> call)
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        if (Scheduler.IsDead || !IsOpen) return Task.FromException<T>(new IOException($"{Scheduler.Name} is not there."));
        Action<Exception> fail = e => answer.TrySetException(e);
        _calls.Add(fail);
        _ = Scheduler.RunAsync(async () =>
        {
            try
            {
                answer.TrySetResult(await call(Client));
            }
            catch (Exception e)
            {
                answer.TrySetException(e);
            }

            _calls.Remove(fail);
        });
        return answer.Task;
    }

    void Run(Func<Task> work) => _ = Scheduler.RunAsync(async () =>
    {
        try
        {
            await work();
        }
        catch (Exception e)
        {
            _world.Violate($"{Scheduler.Name} failed: {e}");
        }
    });

    sealed class ClientOptions : IOptionsMonitor<DurableTaskClientOptions>
    {
        public DurableTaskClientOptions CurrentValue { get; } = new();

        public DurableTaskClientOptions Get(string? name) => CurrentValue;

        public IDisposable? OnChange(Action<DurableTaskClientOptions, string?> listener) => null;
    }

    /// <summary>Whatever a process logs, among everything else that happens.</summary>
    sealed class WorldLog(World world, string name) : ILoggerFactory, ILogger
    {
        public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => world.IsLogged;

        [SuppressMessage("Usage", "CA1031", Justification = "What cannot be formatted is the code's fault.")]
        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (world.IsLogged) world.Note(name, $"logs {eventId.Id}", 0, () => $"{formatter(state, exception)} {exception?.Message}");
        }

        public void Dispose()
        {
            // Nothing is held.
        }
    }
}
