using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Runtime.Store;
using Microsoft.DurableTask.Tests.Runtime.Support;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.Logging;
using Orchestrator.Tests.Support;

namespace Microsoft.DurableTask.Tests.Runtime.Conformance;

/// <summary>
/// One feature of the programming model a class, on each store by a subclass pair: the list of features is the list of files. One
/// worker, virtual time; every turn is held against a replay of what is stored.
/// </summary>
public abstract class ConformanceTests : IAsyncLifetime
{
    StoreHome? _home;
    RuntimeProcess? _process;
    IDurableStore? _store;
    ReplayCheck? _replay;

    internal VirtualTimeProvider Time { get; } = new();

    internal RuntimeProcess Process => _process!;

    internal DurableTaskClient Client => Process.Client;

    internal StoreHome Home => _home!;

    /// <summary>How many turns have been held against their replay.</summary>
    internal int ReplaysChecked => _replay!.Checked;

    internal abstract Task<StoreHome> CreateHomeAsync();

    protected abstract void Register(DurableTaskRegistry tasks);

    /// <summary>The worker's other settings, asked for at every start of the process.</summary>
    protected virtual void Configure(IDurableTaskWorkerBuilder worker)
    {
        // The defaults, unless a feature is about them.
    }

    /// <summary>Gets what every process logs; null: nobody reads it.</summary>
    protected virtual ILoggerProvider? Logs => null;

    public async Task InitializeAsync()
    {
        _home = await CreateHomeAsync();
        _replay = new ReplayCheck(() => _store!);
        await StartProcessAsync();
    }

    public async Task DisposeAsync()
    {
        await Process.DisposeAsync();
        await Home.DisposeAsync();
        _replay!.AssertSame();
    }

    /// <summary>Ends the process and starts another on the same state: everything must come from the store.</summary>
    internal async Task RestartProcessAsync()
    {
        await Process.DisposeAsync();
        await StartProcessAsync();
    }

    internal Task<string> StartAsync(string name, object? input = null, StartOrchestrationOptions? options = null) =>
        Client.ScheduleNewOrchestrationInstanceAsync(name, input, options, CancellationToken.None);

    internal async Task<OrchestrationMetadata> RunAsync(string name, object? input = null, StartOrchestrationOptions? options = null) =>
        await EndAsync(await StartAsync(name, input, options));

    internal async Task<OrchestrationMetadata> EndAsync(string instanceId)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        return await Client.WaitForInstanceCompletionAsync(instanceId, getInputsAndOutputs: true, deadline.Token);
    }

    /// <summary>Moves the clock in steps until the instance has ended: retries and timers set new timers as they go.</summary>
    /// <param name="status">The end to wait for; null: any.</param>
    internal async Task<OrchestrationMetadata> EndAsync(string instanceId, TimeSpan step, OrchestrationRuntimeStatus? status = null)
    {
        OrchestrationMetadata? metadata = null;
        await Poll.UntilAsync(async () =>
        {
            Time.Advance(step);
            metadata = await Client.GetInstanceAsync(instanceId, getInputsAndOutputs: true);
            return status is null ? metadata!.IsCompleted : metadata!.RuntimeStatus == status;
        });
        return metadata!;
    }

    internal Task UntilAsync(string instanceId, Func<OrchestrationMetadata, bool> condition) =>
        Poll.UntilAsync(async () => await Client.GetInstanceAsync(instanceId, getInputsAndOutputs: true) is { } m && condition(m));

    async Task StartProcessAsync()
    {
        _store = Home.Open(Time);
        _process = await RuntimeProcess.StartAsync(_store, Register, Time, options =>
        {
            options.LeaseDuration = TimeSpan.FromDays(3650);
            options.TurnCommitted = _replay!.Compare;
        }, Configure, Logs);
    }
}
